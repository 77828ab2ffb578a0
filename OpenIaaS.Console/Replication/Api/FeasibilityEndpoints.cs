using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>Whether a policy can hold its interval, or another one, beyond the provider.</summary>
static class FeasibilityEndpoints
{
    public static void MapFeasibility(this IEndpointRouteBuilder app) =>
        new ApiGroup(app, "/compute/v1/open_iaas/replication/configurations", "Replication").Read<FeasibilityWire>(
            "/{id}/feasibility", Permission.ComputeRead, "Which interval the policy holds by the copies of the last 7 days, and the machines it breaks for; of another interval with hours or minutes.", ReadAsync);

    static async Task<IResult> ReadAsync(string id, int? hours, int? minutes, ApiCaller who, FeasibilityQueries feasibility, CancellationToken stop)
    {
        if (!Id<ReplicationPolicy>.TryParse(id, null, out var policy)) return Answer.NotFound("replication policy", id);
        ReplicationInterval? asked = null;
        if (hours is not null || minutes is not null)
        {
            var interval = ReplicationInterval.Of(hours, minutes);
            if (!interval.Ok) return ProblemResponse.From(interval.Problems);
            asked = interval.Value;
        }

        return Answer.One(await feasibility.OfPolicyAsync(policy, asked, null, who.Caller, stop), FeasibilityWire.Of);
    }
}

/// <summary>What a policy can promise.</summary>
/// <param name="Interval">The interval it is about.</param>
/// <param name="Holds">Whether it holds for every machine that was measured.</param>
/// <param name="ShortestInterval">The shortest that holds; absent when none does, or nothing was measured.</param>
/// <param name="Machines">How many machines it is about.</param>
/// <param name="Unmeasured">How many of them have no copy of changes yet, and are not judged.</param>
/// <param name="LinkMegabits">What the link carries, in Mbit/s.</param>
/// <param name="OtherMegabits">What copies of other policies take of it on average, in Mbit/s.</param>
/// <param name="Breaks">The machines the interval breaks for, the neediest first.</param>
sealed record FeasibilityWire(
    ReplicationPolicyWire.IntervalPart Interval, bool Holds, ReplicationPolicyWire.IntervalPart? ShortestInterval, int Machines, int Unmeasured, double LinkMegabits, double OtherMegabits,
    IReadOnlyList<FeasibilityWire.BreakPart> Breaks)
{
    public static FeasibilityWire Of(PolicyFeasibility found) => new(
        ReplicationPolicyWire.IntervalPart.Of(found.Interval), found.Holds, found.Shortest is { } shortest ? ReplicationPolicyWire.IntervalPart.Of(shortest) : null, found.Machines, found.Unmeasured,
        Math.Round(found.Link, 3), Math.Round(found.Others, 3), [.. found.Breaks.Select(BreakPart.Of)]);

    /// <summary>A machine the interval breaks for.</summary>
    /// <param name="VirtualMachineId">The machine.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="NeededMegabits">What its copy needs, in Mbit/s; absent when no rate would be enough.</param>
    /// <param name="ShareMegabits">What it has, in Mbit/s.</param>
    public sealed record BreakPart(string VirtualMachineId, string Name, double? NeededMegabits, double ShareMegabits)
    {
        public static BreakPart Of(IntervalBreak machine) => new(
            $"{machine.Machine.Machine}", machine.Machine.Name, double.IsInfinity(machine.Needed) ? null : Math.Round(machine.Needed, 3), Math.Round(machine.Share, 3));
    }
}
