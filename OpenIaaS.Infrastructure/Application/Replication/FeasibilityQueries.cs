using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication;

/// <summary>What a policy can promise.</summary>
/// <param name="Interval">The interval that was asked about.</param>
/// <param name="Shortest">The shortest that holds; null when none does, or nothing was measured.</param>
/// <param name="Machines">How many machines it is about.</param>
/// <param name="Unmeasured">How many of them have no copy of changes yet, and are not judged.</param>
/// <param name="Breaks">Those the interval breaks for, the neediest first.</param>
/// <param name="Link">What the links carry in Mbit/s, the narrowest if there are several; 0 where none joins the zones.</param>
/// <param name="Others">What the copies of other policies take of it on average, in Mbit/s.</param>
public sealed record PolicyFeasibility(ReplicationInterval Interval, ReplicationInterval? Shortest, int Machines, int Unmeasured, IReadOnlyList<IntervalBreak> Breaks, double Link, double Others)
{
    /// <summary>Whether the interval holds for every machine that was measured.</summary>
    public bool Holds => Breaks.Count == 0;
}

/// <summary>Works out which interval a policy can hold, from the copies of the last days.</summary>
public sealed class FeasibilityQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>How many copies are read at the most: with very many machines the newest of each.</summary>
    const int MostCopies = 150_000;

    const int LeastCopiesEach = 20;

    static readonly TimeSpan LoadWindow = TimeSpan.FromHours(24);

    /// <summary>Whether a policy holds its interval, or another one, for the machines it replicates and some more.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="interval">The interval asked about; the policy's own when null.</param>
    /// <param name="added">Machines that would be replicated by it too.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Result<PolicyFeasibility>> OfPolicyAsync(
        Id<ReplicationPolicy> policy, ReplicationInterval? interval, IReadOnlyCollection<Id<VirtualMachine>>? added, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        if (interval?.Check() is { Ok: false } wrong) return Result<PolicyFeasibility>.Refused(wrong.Problems);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(policy, caller, stop) is not { } found) return Problem.NotFound("replication policy", policy);
        var more = added ?? [];
        var machines = await MembersAsync(
            database,
            database.VisibleTo<VirtualMachine>(caller)
                .Where(machine => more.Contains(machine.Id) || database.Replicas.Any(replica => replica.MachineId == machine.Id && replica.PolicyId == policy && replica.EndingSince == null)),
            stop);
        return await JudgeAsync(database, found.TargetStorageId, policy, interval ?? found.Interval, machines, stop);
    }

    /// <summary>What a policy to a storage that nobody is replicated by yet finds: the narrowest link to its zone, and what is taken of it.</summary>
    /// <param name="target">The storage.</param>
    /// <param name="interval">The interval asked about.</param>
    /// <param name="added">The machines it is made for, or null when none is chosen yet.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Result<PolicyFeasibility>> OfTargetAsync(
        Id<StorageRepository> target, ReplicationInterval interval, IReadOnlyCollection<Id<VirtualMachine>>? added, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        if (interval.Check() is { Ok: false } wrong) return Result<PolicyFeasibility>.Refused(wrong.Problems);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(target, caller, stop) is null) return Problem.NotFound("block storage", target);
        var chosen = added ?? [];
        return await JudgeAsync(database, target, null, interval, await MembersAsync(database, database.VisibleTo<VirtualMachine>(caller).Where(machine => chosen.Contains(machine.Id)), stop), stop);
    }

    static Task<List<Member>> MembersAsync(ConsoleDbContext database, IQueryable<VirtualMachine> machines, CancellationToken stop) =>
        machines.AsNoTracking().Join(database.Pools, machine => machine.PoolId, pool => pool.Id, (machine, pool) => new Member(machine.Id, machine.Name, pool.ZoneId)).ToListAsync(stop);

    async Task<PolicyFeasibility> JudgeAsync(
        ConsoleDbContext database, Id<StorageRepository> target, Id<ReplicationPolicy>? policy, ReplicationInterval interval, List<Member> machines, CancellationToken stop)
    {
        var zone = await database.StorageRepositories.Where(storage => storage.Id == target).Join(database.Pools, storage => storage.PoolId, pool => pool.Id, (_, pool) => pool.ZoneId).SingleAsync(stop);
        var links = await database.ZoneLinks.AsNoTracking().Where(link => link.FromId == zone || link.ToId == zone).OrderBy(link => link.Id).ToListAsync(stop);
        var rates = await RatesAsync(database, machines, stop);
        List<Lane> lanes = [];
        var sources = machines.Count == 0 ? links.Select(link => link.FromId == zone ? link.ToId : link.FromId) : machines.Select(machine => machine.Zone);
        foreach (var source in sources.Distinct())
        {
            var link = links.Find(known => known.FromId == source || known.ToId == source);
            lanes.Add(new Lane(
                link?.Megabits ?? 0, link is null ? 0 : await OthersAsync(database, source, zone, policy, stop), TimeSpan.FromMilliseconds(link?.LatencyMilliseconds ?? 0),
                [.. machines.Where(machine => machine.Zone == source).Select(machine => rates[machine.Id])]));
        }

        var measured = rates.Values.Count(rate => rate.BytesPerSecond is not null);
        var narrowest = lanes.MinBy(lane => lane.Megabits - lane.Others);
        return new PolicyFeasibility(
            interval, measured == 0 ? null : Feasibility.Shortest(lanes), machines.Count, machines.Count - measured, Feasibility.Breaks(interval, lanes), narrowest?.Megabits ?? 0, narrowest?.Others ?? 0);
    }

    /// <summary>What changes of each machine, from its copies of changes in the last days.</summary>
    async Task<Dictionary<Id<VirtualMachine>, ChangeRate>> RatesAsync(ConsoleDbContext database, List<Member> machines, CancellationToken stop)
    {
        var ids = machines.ConvertAll(machine => machine.Id);
        var now = clock.GetUtcNow();
        var contents = (await database.VirtualDisks.Where(disk => disk.MachineId != null && ids.Contains(disk.MachineId.Value)).Select(disk => new { Machine = disk.MachineId!.Value, disk.Capacity }).ToListAsync(stop))
            .ToLookup(disk => disk.Machine, disk => disk.Capacity.Bytes);
        var replicas = await database.Replicas.Where(replica => ids.Contains(replica.MachineId))
            .Join(database.ReplicationPolicies, replica => replica.PolicyId, policy => policy.Id, (replica, policy) => new { replica.Id, policy.Interval }).ToListAsync(stop);
        var each = Math.Max(LeastCopiesEach, MostCopies / Math.Max(1, replicas.Count));
        Dictionary<Id<VirtualMachine>, List<(ByteSize, TimeSpan)>> copies = [];
        foreach (var same in replicas.GroupBy(replica => replica.Interval.Every))
        {
            var (some, back) = (same.Select(replica => replica.Id).ToList(), same.Key * each);
            var from = now - (back < ChangeRate.Window ? back : ChangeRate.Window);
            var runs = await database.ReplicationRuns.Where(run => some.Contains(run.ReplicaId) && run.BeganAt >= from && run.CapturedAt != null && run.Since != null && !run.IsFull)
                .Select(run => new { run.MachineId, run.Size, Captured = run.CapturedAt!.Value, Since = run.Since!.Value }).ToListAsync(stop);
            foreach (var run in runs)
            {
                if (!copies.TryGetValue(run.MachineId, out var list)) copies[run.MachineId] = list = [];
                list.Add((run.Size, run.Captured - run.Since));
            }
        }

        return machines.ToDictionary(machine => machine.Id, machine => new ChangeRate(
            machine.Id, machine.Name, ChangeRate.OfCopies(copies.GetValueOrDefault(machine.Id) ?? []), new ByteSize(contents[machine.Id].Sum())));
    }

    /// <summary>What the copies of other policies between two zones took on average of late, in Mbit/s.</summary>
    async Task<double> OthersAsync(ConsoleDbContext database, Id<AvailabilityZone> one, Id<AvailabilityZone> other, Id<ReplicationPolicy>? policy, CancellationToken stop)
    {
        var between =
            from replica in database.Replicas
            join machine in database.VirtualMachines on replica.MachineId equals machine.Id
            join source in database.Pools on machine.PoolId equals source.Id
            join rule in database.ReplicationPolicies on replica.PolicyId equals rule.Id
            join storage in database.StorageRepositories on rule.TargetStorageId equals storage.Id
            join target in database.Pools on storage.PoolId equals target.Id
            where (source.ZoneId == one && target.ZoneId == other) || (source.ZoneId == other && target.ZoneId == one)
            select new { replica.Id, replica.PolicyId, rule.Interval };
        if (policy is { } own) between = between.Where(replica => replica.PolicyId != own);
        var replicas = await between.ToListAsync(stop);
        if (replicas.Count == 0) return 0;
        // Busy fleets make millions of copies a day: as much of the day is looked at as has so many.
        var expected = replicas.Sum(replica => LoadWindow / replica.Interval.Every);
        var window = expected <= MostCopies ? LoadWindow : LoadWindow * (MostCopies / expected);
        var from = clock.GetUtcNow() - window;
        var ids = between.Select(replica => replica.Id);
        var sizes = await database.ReplicationRuns.Where(run => run.EndedAt >= from && run.CapturedAt != null && !run.IsFull && ids.Contains(run.ReplicaId)).Select(run => run.Size).ToListAsync(stop);
        return sizes.Sum(size => (double)size.Bytes) * 8 / window.TotalSeconds / 1e6;
    }

    sealed record Member(Id<VirtualMachine> Id, string Name, Id<AvailabilityZone> Zone);
}
