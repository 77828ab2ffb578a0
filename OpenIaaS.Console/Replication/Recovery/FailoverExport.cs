using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>Failovers and tests as a file, by the names the page has in its address.</summary>
static class FailoverExport
{
    public static async Task<IResult> DownloadAsync([AsParameters] Shown shown, FailoverQueries failovers, CurrentCaller current, TimeProvider clock, CancellationToken stop)
    {
        List<Problem> found = [];
        var standing = FailoverStates.Standing(shown.State);
        var filter = new FailoverFilter(shown.Q, Read<FailoverKind>("kind", shown.Kind, found), standing is null ? Read<FailoverState>("state", shown.State, found) : null, standing);
        if (found.Count > 0) return ProblemResponse.From(found);
        var stream = failovers.Stream(filter, shown.Sort?.TrimStart('-'), shown.Sort?.StartsWith('-') == true, await current.GetAsync(stop));
        return stream.Ok ? CsvExport.Download("failovers", stream.Value.Rows.Select(FailoverCsv.Of), clock.GetUtcNow()) : ProblemResponse.From(stream.Problems);
    }

    static T? Read<T>(string name, string? text, List<Problem> found)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)) return value;
        found.Add(Problem.Invalid("filter.value", $"The filter {name} cannot be {text}.", name));
        return null;
    }

    /// <summary>The part of the page's address that says what is shown.</summary>
    internal sealed record Shown(string? Q, string? Kind, string? State, string? Sort);
}
