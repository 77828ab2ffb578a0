using Microsoft.AspNetCore.Mvc;
using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Catalog.Api;

/// <summary>Templates.</summary>
static class TemplateEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder app)
    {
        var templates = new ApiGroup(app, "/compute/v1/open_iaas/templates", "Templates");
        templates.List<TemplateWire>("", Permission.ComputeRead, "The templates, of a zone or a pool when one is named.", ListAsync).Remembered();
        templates.Read<TemplateWire>("/{id}", Permission.ComputeRead, "One template.", ReadAsync).Remembered();
        templates.Write("DELETE", "/{id}", Permission.ComputeManagement, "Delete a template with its disks.", DeleteAsync);
    }

    /// <param name="misspeltPool">The same as <paramref name="poolId"/>: version 1.10.0 of the provider sends it under this name.</param>
    static async Task<IResult> ListAsync(
        string? machineManagerId, string? poolId, [FromQuery(Name = "poolId,omitempty")] string? misspeltPool, ApiCaller who, TemplateApiQueries templates, CancellationToken stop) =>
        Answer.List(
            await templates.ListAsync(Given.Id<AvailabilityZone>(machineManagerId), Given.Id<Pool>(string.IsNullOrEmpty(poolId) ? misspeltPool : poolId), who.Caller, stop), TemplateWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, TemplateApiQueries templates, CancellationToken stop) =>
        Id<Template>.TryParse(id, null, out var known) ? Answer.One(await templates.FindAsync(known, who.Caller, stop), TemplateWire.Of) : Answer.NotFound("template", id);

    static async Task<IResult> DeleteAsync(string id, ApiCaller who, DeleteTemplate delete, CancellationToken stop) =>
        Id<Template>.TryParse(id, null, out var known) ? Answer.Accepted(await delete.SubmitAsync(new DeleteTemplate.Input(known), who.Caller, stop)) : Answer.NotFound("template", id);
}
