using OpenIaaS.Console.Api;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>Virtual machines over HTTP: the export of the list, by cookie or token.</summary>
public static class VirtualMachineEndpoints
{
    public static IEndpointRouteBuilder MapVirtualMachines(this IEndpointRouteBuilder routes)
    {
        ApiGroup.AsExport(routes.MapGet("/api/export/virtual-machines.csv", ExportAsync), Permission.ComputeRead, "Virtual machines as CSV, filtered as the page is by its address; columns=shown leaves out what hide names.");
        return routes;
    }

    /// <summary>
    /// All machines, or those the page's address shows: the same names in the query. All columns, or with <c>columns=shown</c> those that
    /// the address does not hide.
    /// </summary>
    static async Task<IResult> ExportAsync(HttpRequest request, VirtualMachineQueries machines, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        var caller = await current.GetAsync(stop);
        if (!caller.May(Permission.ComputeRead)) return ProblemResponse.From([Problem.Forbidden(Permission.ComputeRead)]);
        var fields = request.Query["columns"] == "shown" ? MachineCsv.Shown(Values("hide")) : MachineCsv.All;
        return CsvExport.Download("virtual-machines", fields, machines.ExportAsync(MachineFilterUrl.Read(Values), caller, stop), clock.GetUtcNow());

        string[] Values(string name) => [.. request.Query[name].OfType<string>().Where(value => value.Length > 0)];
    }
}
