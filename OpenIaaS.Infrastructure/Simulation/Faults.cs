using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What can be made to go wrong. There are no faults until somebody sets one.</summary>
sealed partial class Faults(SimulationStore store, SimulationOptions options, Durations durations, Wiring wiring, Heartbeats heartbeats)
{
    /// <summary>Lets work fail.</summary>
    /// <param name="work">The kind of work.</param>
    /// <param name="probability">From 0 to 1; 1 fails each time.</param>
    /// <param name="reason">What went wrong, in full sentences.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="machine">The name of the machine it hits, or null for every one.</param>
    /// <param name="times">How often it happens at most, or null for without end.</param>
    public Task SetAsync(SimulatedWork work, double probability, string reason, CancellationToken stop, string? machine = null, int? times = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        return store.ChangeAsync((database, _) => Task.FromResult(
            database.Add(new SimulatedFault { Work = work, Machine = machine, Probability = probability, Remaining = times, Reason = reason })), stop);
    }

    /// <summary>Takes every fault back that work can meet; storage and links stay as they are.</summary>
    public Task ClearAsync(CancellationToken stop) =>
        store.ChangeAsync((database, _) => database.Set<SimulatedFault>().ExecuteDeleteAsync(stop), stop);

    /// <summary>Cuts a volume off from its hosts, or connects it again.</summary>
    public Task ConnectAsync(Id<StorageRepository> storage, bool connected, CancellationToken stop) => store.ChangeAsync(async (database, now) =>
    {
        var volume = await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == storage, stop);
        volume.Cut(!connected, now, durations.DiskPatience);
        if (!connected) await Settlement.BreakAsync(database, volume, now, stop);
        await heartbeats.ApplyAsync(database, await Heartbeats.PoolsOnAsync(database, storage, stop), now, stop);
        return connected;
    }, stop);

    /// <summary>Fills a volume to the last byte with something that is not the console's.</summary>
    /// <returns>What it took; <see cref="DrainAsync"/> gives it back.</returns>
    public Task<ByteSize> FillAsync(Id<StorageRepository> storage, CancellationToken stop) => store.ChangeAsync(async (database, _) =>
        (await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == storage, stop)).Fill(), stop);

    /// <summary>Takes away what a volume was filled with.</summary>
    public Task DrainAsync(Id<StorageRepository> storage, CancellationToken stop) => store.ChangeAsync(async (database, _) =>
    {
        (await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == storage, stop)).Drain();
        return true;
    }, stop);

    /// <summary>Slows everything down that begins on a volume from now on.</summary>
    /// <param name="factor">How many times longer it takes; 1 is as usual.</param>
    public Task SlowAsync(Id<StorageRepository> storage, double factor, CancellationToken stop) => store.ChangeAsync(async (database, _) =>
        (await database.Set<SimulatedVolume>().SingleAsync(row => row.Id == storage, stop)).Slowness = factor, stop);

    /// <summary>Slows every transfer down that begins over a link from now on.</summary>
    /// <param name="factor">How many times longer it takes; 1 is as usual.</param>
    public Task SlowAsync(Id<ZoneLink> link, double factor, CancellationToken stop) => store.ChangeAsync(async (database, _) =>
        (await database.Set<SimulatedLink>().SingleAsync(row => row.Id == link, stop)).Slowness = factor, stop);

    /// <summary>Lets a link lose packets, which slows down what begins over it.</summary>
    /// <param name="percent">How many of a hundred; 0 for none.</param>
    public Task LosePacketsAsync(Id<ZoneLink> link, double percent, CancellationToken stop) => store.ChangeAsync(async (database, now) =>
    {
        (await database.Set<SimulatedLink>().SingleAsync(row => row.Id == link, stop)).Lose(percent, now);
        return true;
    }, stop);

    /// <summary>Lets an interconnect or a canister run at half its throughput, until it is repaired.</summary>
    /// <returns><c>part.cannot-degrade</c>, <c>part.already-failed</c> or <c>part.already-degraded</c>.</returns>
    public Task<Result> HalveAsync(Id<HardwarePart> id, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var part = await database.Set<SimulatedPart>().SingleAsync(row => row.Id == id, stop);
        if (part.Kind is not (HardwarePartKind.Interconnect or HardwarePartKind.Canister)) return Problem.Conflict("part.cannot-degrade", $"{part.Name} of {part.Group} works or fails; only interconnects and canisters run at half.");
        if (part.IsBroken) return Problem.Conflict("part.already-failed", $"{part.Name} of {part.Group} has failed already; repair it first.");
        if (part.IsHalved) return Problem.Conflict("part.already-degraded", $"{part.Name} of {part.Group} runs at half already.");
        part.Halve(now);
        await wiring.ApplyAsync(database, part.ZoneId, now, stop);
        return Result.Success;
    }, stop);

    /// <summary>Lets the snapshots of a machine freeze, as those of a system that writes without pause do (Concepts, Replication), or thaw.</summary>
    public Task FreezeAsync(string machine, bool frozen, CancellationToken stop) => store.ChangeAsync(async (database, _) =>
    {
        if (!frozen) return await database.Set<SimulatedFault>().Where(fault => (fault.Work == SimulatedWork.Transfer || fault.Work == SimulatedWork.Snapshot) && fault.Machine == machine).ExecuteDeleteAsync(stop);
        foreach (var work in new[] { SimulatedWork.Transfer, SimulatedWork.Snapshot })
            database.Add(new SimulatedFault { Work = work, Machine = machine, Probability = 1, Reason = BreachCauses.SnapshotFroze(machine) });
        return 1;
    }, stop);

    /// <summary>Takes away at the target what the next copy of a machine would build upon.</summary>
    /// <param name="machine">The name of the machine.</param>
    /// <param name="stop">Gives up.</param>
    public Task LoseBaseAsync(string machine, CancellationToken stop) => SetAsync(
        SimulatedWork.Base, 1, $"The newest point of {machine} is not on the target any more: everything was copied anew.", stop, machine, times: 1);

    /// <summary>Cuts a link, which ends the copies and moves over it, or joins it again.</summary>
    public Task ConnectAsync(Id<ZoneLink> id, bool connected, CancellationToken stop) => store.ChangeAsync(async (database, now) =>
    {
        await ConnectAsync(database, await database.Set<SimulatedLink>().SingleAsync(row => row.Id == id, stop), connected, now, stop);
        return connected;
    }, stop);

    /// <inheritdoc cref="ConnectAsync(Id{ZoneLink}, bool, CancellationToken)"/>
    public static async Task ConnectAsync(ConsoleDbContext database, SimulatedLink link, bool connected, DateTimeOffset now, CancellationToken stop)
    {
        if (connected)
        {
            link.Join();
            return;
        }

        link.Cut(now);
        await Settlement.BreakAsync(database, database.Set<SimulatedTask>().Where(task => task.LinkId == link.Id), BreachCauses.LinkWasLost, now, stop);
    }

    /// <summary>Lets a host that was not connected join its pool at once, without the time of a boot.</summary>
    /// <returns><c>host.connected</c>, or <c>host.kept-down</c> while its chassis or both its interconnects have failed.</returns>
    public Task<Result> JoinAsync(Id<Host> id, CancellationToken stop) => store.ChangeAsync<Result>(async (database, now) =>
    {
        var host = await database.Set<SimulatedHost>().SingleAsync(row => row.Id == id, stop);
        if (host.HeartbeatSeenAt(now)) return Problem.Conflict("host.connected", $"{host.Name} is connected already.");
        var (faulty, before) = (host.IsFaulty, host.Cause);
        host.SetFaulty(false);
        await wiring.ApplyAsync(database, host, now, stop);
        if (host is { IsBroken: true, Cause: { } cause })
        {
            host.SetFaulty(faulty);
            host.Cause = before;
            return Problem.Conflict("host.kept-down", $"{host.Name} cannot join: {cause}");
        }

        host.Return(now, now);
        return Result.Success;
    }, stop);

    /// <summary>Whether work about to begin is hit by a fault, and if so when it ends and why.</summary>
    public async Task<Verdict> DecideAsync(
        ConsoleDbContext database, SimulatedWork work, string key, string name, long ordinal, DateTimeOffset now, TimeSpan duration, CancellationToken stop) =>
        Decide(await KnownAsync(database, work, stop), work, key, name, ordinal, now, duration);

    /// <summary>The faults that work of a kind can meet, for <see cref="Decide"/>.</summary>
    public static Task<List<SimulatedFault>> KnownAsync(ConsoleDbContext database, SimulatedWork work, CancellationToken stop) =>
        database.Set<SimulatedFault>().Where(fault => fault.Work == work && (fault.Remaining == null || fault.Remaining > 0)).OrderBy(fault => fault.Id).ToListAsync(stop);

    /// <inheritdoc cref="DecideAsync"/>
    /// <param name="known">The faults of this kind of work, from <see cref="KnownAsync"/>.</param>
    public Verdict Decide(List<SimulatedFault> known, SimulatedWork work, string key, string name, long ordinal, DateTimeOffset now, TimeSpan duration)
    {
        var hit = known.Find(fault => (fault.Machine is null || fault.Machine == name) && fault.Remaining is not 0
            && Draw.Unit(options.Seed, key, $"fault:{work}:{fault.Id}", ordinal) < fault.Probability);
        if (hit is null) return new Verdict(true, now + duration, now + duration, null);
        if (hit.Remaining is { } times) hit.Remaining = times - 1;
        var part = 0.2 + (0.6 * Draw.Unit(options.Seed, key, $"fault-moment:{work}", ordinal));
        return new Verdict(false, now + TimeSpan.FromMilliseconds(Math.Ceiling(duration.TotalMilliseconds * part)), now + duration, hit.Reason);
    }

    /// <param name="Succeeds">Whether the work will succeed.</param>
    /// <param name="EndsAt">When it ends; a failure comes after a fifth to four fifths of the time.</param>
    /// <param name="ExpectedAt">When it would end well.</param>
    /// <param name="Reason">Why it fails, or null.</param>
    public sealed record Verdict(bool Succeeds, DateTimeOffset EndsAt, DateTimeOffset ExpectedAt, string? Reason);
}
