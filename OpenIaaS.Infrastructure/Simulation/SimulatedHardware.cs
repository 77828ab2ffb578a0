using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>Interconnects, chassis, canisters and drives that can be broken and repaired.</summary>
sealed class SimulatedHardware(SimulationStore store, Wiring wiring, Rebuilds rebuilds) : IHardware
{
    const string LinkName = "The link";
    const string LinkGroup = "the two zones";

    public Task<IReadOnlyList<HardwarePart>> ObserveAsync(IReadOnlyCollection<Id<AvailabilityZone>> zones, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<HardwarePart>>(async (database, now) =>
        {
            var parts = await database.Set<SimulatedPart>().Where(part => zones.Contains(part.ZoneId)).ToListAsync(stop);
            var groups = parts.ToLookup(part => (part.ZoneId, part.Group));
            var links = await database.Set<SimulatedLink>().Where(link => zones.Contains(link.FromId)).OrderBy(link => link.Id).ToListAsync(stop);
            return [.. parts.OrderBy(part => part.ZoneId.Value).ThenBy(part => part.Kind).ThenBy(part => part.Group, StringComparer.Ordinal).ThenBy(part => part.Number)
                .Select(part => Describe(part, [.. groups[(part.ZoneId, part.Group)]], now)), .. links.Select(Describe)];
        }, stop);

    public Task<Result> FailAsync(Id<HardwarePart> part, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var found = await database.Set<SimulatedPart>().SingleOrDefaultAsync(row => row.Id == part, stop);
        if (found is null) return await ConnectAsync(database, part, connected: false, now, stop);
        if (found.IsBroken) return AlreadyFailed(found.Name, found.Group);
        found.Fail(now);
        await ApplyAsync(database, found, now, stop);
        return Result.Success;
    }, stop);

    public Task<Result> RepairAsync(Id<HardwarePart> part, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var found = await database.Set<SimulatedPart>().SingleOrDefaultAsync(row => row.Id == part, stop);
        if (found is null) return await ConnectAsync(database, part, connected: true, now, stop);
        if (found is { IsBroken: false, IsHalved: false }) return NotFailed(found.Name, found.Group);
        if (found.Kind == HardwarePartKind.Drive && await Rebuilds.IsOfflineAsync(database, found, now, stop)) found.PutBack(now);
        else found.Repair(now);
        await ApplyAsync(database, found, now, stop);
        return Result.Success;
    }, stop);

    /// <summary>A link is known under the identity that the console gives it.</summary>
    static async Task<Result> ConnectAsync(ConsoleDbContext database, Id<HardwarePart> part, bool connected, DateTimeOffset now, CancellationToken stop)
    {
        var id = new Id<ZoneLink>(part.Value);
        if (await database.Set<SimulatedLink>().SingleOrDefaultAsync(row => row.Id == id, stop) is not { } link) return Problem.NotFound("part", part);
        if (connected && link.LossPercent > 0) link.Lose(0, now);
        else if (link.Connected == connected) return connected ? NotFailed(LinkName, LinkGroup) : AlreadyFailed(LinkName, LinkGroup);
        await Faults.ConnectAsync(database, link, connected, now, stop);
        return Result.Success;
    }

    static Problem AlreadyFailed(string name, string group) => Problem.Conflict("part.already-failed", $"{name} of {group} has failed already; repair it first.");

    static Problem NotFailed(string name, string group) => Problem.Conflict("part.not-failed", $"{name} of {group} has not failed; there is nothing to repair.");

    static HardwarePart Describe(SimulatedLink link) => new(
        new Id<HardwarePart>(link.Id.Value), HardwarePartKind.Link, link.FromId, LinkGroup, LinkName, 1, !link.Connected,
        HealthOf(link), link.LostAt ?? link.LosingSince, null, null, null,
        HealthOf(link) switch
        {
            HardwareHealth.Healthy => null,
            HardwareHealth.Degraded => string.Create(CultureInfo.InvariantCulture, $"The link between the zones loses {link.LossPercent} % of its packets: copies over it take longer."),
            _ => "The link between the zones is down.",
        },
        FaultRule.Of(HardwarePartKind.Link, HealthOf(link), !link.Connected, 0, 0))
    { Loss = link.LossPercent / 100 };

    static HardwareHealth HealthOf(SimulatedLink link) => !link.Connected ? HardwareHealth.Failed : link.LossPercent > 0 ? HardwareHealth.Degraded : HardwareHealth.Healthy;

    async Task ApplyAsync(ConsoleDbContext database, SimulatedPart part, DateTimeOffset now, CancellationToken stop)
    {
        if (part.Kind == HardwarePartKind.Drive) await rebuilds.ApplyAsync(database, part, now, stop);
        await wiring.ApplyAsync(database, part.ZoneId, now, stop);
    }

    static HardwarePart Describe(SimulatedPart part, List<SimulatedPart> group, DateTimeOffset now)
    {
        var health = part.HealthAt(now);
        return new HardwarePart(
            part.Id, part.Kind, part.ZoneId, part.Group, part.Name, part.Number, part.IsBroken, health, health switch { HardwareHealth.Healthy => null, HardwareHealth.Degraded => part.HalvedAt, _ => part.FailedAt },
            part.IsRebuildingAt(now) ? part.RebuiltAt : null, part.RebuiltShareAt(now), part.Capacity, health == HardwareHealth.Healthy ? null : Fault(part, group, health, now),
            FaultRule.Of(part.Kind, health, part.IsBroken, group.Count(other => other.Kind == part.Kind && other.Id != part.Id && !other.IsBroken), group.Count(other => other.IsMissingAt(now))));
    }

    static string Fault(SimulatedPart part, List<SimulatedPart> group, HardwareHealth health, DateTimeOffset now)
    {
        var both = group.Where(other => other.Kind == part.Kind).All(other => other.IsBroken);
        var missing = group.Count(other => other.IsMissingAt(now));
        return part.Kind switch
        {
            HardwarePartKind.Interconnect when health == HardwareHealth.Degraded => $"{part.Name} of {part.Group} runs at half its throughput: its hosts have less bandwidth.",
            HardwarePartKind.Canister when health == HardwareHealth.Degraded => $"{part.Name} of {part.Group} runs at half its throughput: the array is slower.",
            HardwarePartKind.Interconnect when both => $"Both fabric interconnects of {part.Group} have failed: its hosts are cut off from network and block storage.",
            HardwarePartKind.Interconnect => $"{part.Name} of {part.Group} has failed: its hosts have half their bandwidth, and no second path.",
            HardwarePartKind.Chassis => $"The chassis {part.Name} has no power, and none of its blades has any.",
            HardwarePartKind.Canister when both => $"Both canisters of {part.Group} have failed: its volumes are offline.",
            HardwarePartKind.Canister => $"{part.Name} of {part.Group} has failed: the array has half its throughput, and no second controller.",
            HardwarePartKind.Drive when !DistributedRaid.Survives(missing) =>
                $"{missing} drives of {part.Group} are missing, and it survives {DistributedRaid.Parity}: its volumes are offline until drives are put back.",
            HardwarePartKind.Drive when health == HardwareHealth.Replace => $"{part.Name} of {part.Group} has failed; its content lies in the spare space. Replace it before another one fails.",
            HardwarePartKind.Drive when health == HardwareHealth.Rebuilding => $"The content of {part.Name} of {part.Group} is being rebuilt; {Left(missing)}",
            HardwarePartKind.Drive => $"{part.Name} of {part.Group} has failed and the spare space is taken: replace it; {Left(missing)}",
            HardwarePartKind.Link => throw new ArgumentOutOfRangeException(nameof(part), part.Kind, "A link is described by itself."),
        };
    }

    static string Left(int missing) => (DistributedRaid.Parity - missing) switch
    {
        0 => "the array survives no further failure.",
        1 => "the array survives one further failure.",
        var left => $"the array survives {left} further failures.",
    };
}
