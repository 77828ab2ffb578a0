using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>Tags of virtual machines, by key and value.</summary>
static class TagEndpoints
{
    const string Machine = "iaas_opensource_virtual_machine";

    static readonly Dictionary<string, string> Fields = new() { ["VirtualMachines"] = "resources" };

    public static void MapTags(this IEndpointRouteBuilder app)
    {
        var tags = new ApiGroup(app, "/tag/v1/tags", "Tags");
        tags.Do("POST", "", Permission.TagWrite, "Gives machines a tag, or another value of it.", CreateAsync).Produces(StatusCodes.Status201Created);
        tags.List<TagWire>("/resources/{id}", Permission.TagRead, "The tags of a machine.", ListAsync);
        // A key with a slash arrives as further parts of the address.
        tags.Do("DELETE", "/resources/{id}/keys/{**key}", Permission.TagWrite, "Takes a tag from a machine.", DeleteAsync).Produces(StatusCodes.Status204NoContent);
    }

    static async Task<IResult> ListAsync(string id, ApiCaller who, TagQueries tags, CancellationToken stop)
    {
        // An id that is none is that of no machine; the permission is asked for all the same.
        _ = Id<VirtualMachine>.TryParse(id, null, out var known);
        return Answer.List(await tags.ListAsync(known, who.Caller, stop), TagWire.Of);
    }

    static async Task<IResult> CreateAsync(TagRequest request, ApiCaller who, TagVirtualMachines tag, CancellationToken stop)
    {
        List<Id<VirtualMachine>> machines = [];
        foreach (var resource in request.Resources ?? [])
        {
            if (resource?.Type != Machine)
                return ProblemResponse.From([Problem.Invalid("tag.type", $"Only virtual machines have tags, of the type {Machine}; {resource?.Type ?? "none"} was given.", "resources.type")]);
            if (!Id<VirtualMachine>.TryParse(resource.Uuid, null, out var machine)) return Answer.NotFound("virtual machine", resource.Uuid ?? "without a uuid");
            machines.Add(machine);
        }

        return Answer.Done(await tag.SubmitAsync(new TagVirtualMachines.Input(request.Key ?? "", request.Value ?? "", machines), who.Caller, stop), StatusCodes.Status201Created, Fields);
    }

    static async Task<IResult> DeleteAsync(string id, string? key, ApiCaller who, UntagVirtualMachine untag, CancellationToken stop) =>
        Id<VirtualMachine>.TryParse(id, null, out var machine)
            ? Answer.Done(await untag.SubmitAsync(new UntagVirtualMachine.Input(machine, key ?? ""), who.Caller, stop), StatusCodes.Status204NoContent)
            : Answer.NotFound("virtual machine", id);
}
