using OpenIaaS.Console.Api;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability;

/// <summary>The answer to what would happen as a file, by cookie or token.</summary>
static class WhatIfExports
{
    public static IEndpointRouteBuilder MapWhatIfExports(this IEndpointRouteBuilder routes)
    {
        ApiGroup.AsExport(routes.MapGet("/api/export/what-if.csv", ExportAsync), Permission.ComputeRead, "What would become of each machine if hosts failed, as CSV; asked as the page is by its address.");
        return routes;
    }

    static async Task<IResult> ExportAsync(string? pool, string[]? blade, string[]? part, WhatIfQueries queries, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        if (Given.Id<Pool>(pool) is not { } known) return Answer.NotFound("pool", pool ?? "");
        var cause = new FailureCause([.. Ids<Domain.Compute.Host>(blade)], [.. Ids<HardwarePart>(part)]);
        var answer = await queries.AskAsync(known, cause, await current.GetAsync(stop), stop);
        return answer.Ok ? CsvExport.Download("what-if", WhatIfCsv.Of(answer.Value).ToAsyncEnumerable(), clock.GetUtcNow()) : ProblemResponse.From(answer.Problems);
    }

    static IEnumerable<Id<T>> Ids<T>(string[]? texts) => (texts ?? []).Select(Given.Id<T>).OfType<Id<T>>();
}
