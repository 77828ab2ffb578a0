using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>Failures as files, by cookie or token.</summary>
static class FailureExports
{
    public static IEndpointRouteBuilder MapFailureExports(this IEndpointRouteBuilder routes)
    {
        ApiGroup.AsExport(routes.MapGet("/api/export/failures.csv", AllAsync), Permission.ComputeRead, "Every machine of every failure as CSV, filtered as the page is by its address.");
        ApiGroup.AsExport(routes.MapGet("/api/export/failures/{id}.csv", CsvAsync), Permission.ComputeRead, "The machines of a failure, foreseen and measured, as CSV.");
        ApiGroup.AsExport(routes.MapGet("/api/export/failures/{id}.pdf", PdfAsync), Permission.ComputeRead, "The report of a failure to print.");
        return routes;
    }

    static async Task<IResult> AllAsync(string? pool, string? host, string? machine, FailureQueries failures, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        var (caller, now) = (await current.GetAsync(stop), clock.GetUtcNow());
        if (!caller.May(Permission.ComputeRead)) return ProblemResponse.From([Problem.Forbidden(Permission.ComputeRead)]);
        var filter = new FailureFilter(Given.Id<Pool>(pool), Given.Id<Domain.Compute.Host>(host), Given.Id<VirtualMachine>(machine));
        return CsvExport.Download("failures", FailureCsv.RowsAsync(failures.ExportAsync(filter, caller, stop), now), now);
    }

    static async Task<IResult> CsvAsync(string id, FailureQueries failures, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        if (!Id<PoolFailure>.TryParse(id, null, out var failure)) return Answer.NotFound("failure", id);
        var found = await failures.FindAsync(failure, await current.GetAsync(stop), stop);
        return found.Ok
            ? CsvExport.Download("failure", found.Value.Machines.Select(row => FailureCsv.Of(found.Value.Row.Failure, row.Machine, clock.GetUtcNow())).ToAsyncEnumerable(), clock.GetUtcNow())
            : ProblemResponse.From(found.Problems);
    }

    static async Task<IResult> PdfAsync(
        string id, FailureQueries failures, CurrentCaller current, TimeProvider clock, IStringLocalizer<HighAvailabilityText> L, IStringLocalizer<ComputeText> C, CancellationToken stop)
    {
        if (!Id<PoolFailure>.TryParse(id, null, out var failure)) return Answer.NotFound("failure", id);
        var caller = await current.GetAsync(stop);
        var found = await failures.FindAsync(failure, caller, stop);
        return found.Ok
            ? TypedResults.File(FailurePdf.Of(found.Value, caller.Name, clock.GetUtcNow(), L, C), "application/pdf", string.Create(CultureInfo.InvariantCulture, $"failure-{found.Value.Row.Failure.DetectedAt.UtcDateTime:yyyy-MM-dd-HHmm}.pdf"))
            : ProblemResponse.From(found.Problems);
    }
}
