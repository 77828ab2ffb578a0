using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Infrastructure.Scenarios.Rehearsing;

/// <summary>A rehearsal as it stands at one moment.</summary>
/// <param name="At">How much of its time has passed.</param>
/// <param name="Hash">The hash of the log so far, in hexadecimal.</param>
public sealed record RehearsalFrame(
    TimeSpan At, string Hash, HardwareMapQueries.Map Map, IReadOnlyList<HostQueries.Row> Hosts, IReadOnlyList<PoolQueries.Row> Pools)
{
    /// <summary>What the scenario calls the hosts, parts and links of the map.</summary>
    public required IReadOnlyDictionary<Guid, string> Names { get; init; }

    /// <summary>The service profiles of the hosts.</summary>
    public required IReadOnlyList<ServiceProfile> Profiles { get; init; }

    /// <summary>Whether the whole scenario was played, or an invariant broke.</summary>
    public bool IsEnded { get; init; }

    /// <summary>The invariant that was broken, in a sentence; null while all hold.</summary>
    public string? Broken { get; init; }
}
