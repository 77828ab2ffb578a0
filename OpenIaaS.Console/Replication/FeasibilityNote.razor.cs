using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>Says which interval holds and which machines break the one that is asked for.</summary>
public sealed partial class FeasibilityNote
{
    const int Named = 5;

    PolicyFeasibility? found;
    string? readFor;

    /// <summary>The policy; null for one that is only being made.</summary>
    [Parameter] public Id<ReplicationPolicy>? Policy { get; set; }

    /// <summary>Where a policy that is only being made copies to.</summary>
    [Parameter] public Id<StorageRepository>? Target { get; set; }

    /// <summary>The interval asked about; the policy's own when null.</summary>
    [Parameter] public ReplicationInterval? Interval { get; set; }

    /// <summary>Machines that would be replicated by the policy too.</summary>
    [Parameter] public IReadOnlyCollection<Id<VirtualMachine>> Added { get; set; } = [];

    /// <summary>What else makes it worth asking anew: the number of machines of the policy, for example.</summary>
    [Parameter] public object? Version { get; set; }

    [Inject] FeasibilityQueries Queries { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    string Sentence => found switch
    {
        { Machines: 0 } => L["Whether the interval holds is known once machines have been copied."],
        { Breaks: [_, ..] breaks, Shortest: { } shortest } => L["The interval breaks for {0} of {1} machines; it holds from {2} on.", Units.Count(breaks.Count), Units.Count(found.Machines), shortest.Figure()],
        { Breaks: [_, ..] breaks } => L["The interval breaks for {0} of {1} machines, and no longer one holds either.", Units.Count(breaks.Count), Units.Count(found.Machines)],
        { Shortest: { } shortest } => L["By the copies of the last 7 days the interval holds; the shortest that does is {0}.", shortest.Figure()],
        _ => L["Whether the interval holds is known once changes have been copied."],
    };

    protected override async Task OnParametersSetAsync()
    {
        var asked = $"{Policy} {Target} {Interval} {string.Join(' ', Added)} {Version}";
        if (asked == readFor) return;
        readFor = asked;
        var read = await ReadAsync(await CurrentCaller.GetAsync());
        if (asked == readFor) found = read;
    }

    async Task<PolicyFeasibility?> ReadAsync(Caller caller)
    {
        if (Policy is { } policy && await Queries.OfPolicyAsync(policy, Interval, Added, caller, CancellationToken.None) is { Ok: true } kept) return kept.Value;
        if (Policy is null && Target is { } target && Interval is not null && await Queries.OfTargetAsync(target, Interval, Added, caller, CancellationToken.None) is { Ok: true } made) return made.Value;
        return null;
    }

    static string Rate(double megabits) => double.IsInfinity(megabits) ? "∞" : Units.Rate((long)(megabits * 1e6));
}
