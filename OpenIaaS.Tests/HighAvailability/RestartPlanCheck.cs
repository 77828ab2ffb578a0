using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>What is wrong with a plan, judged without the planner: by its own sums and by trying every other plan.</summary>
static class RestartPlanCheck
{
    /// <summary>Faults that any plan must be free of, however large the pool.</summary>
    public static List<string> Broken(RestartPools.Pool pool, RestartPlan plan)
    {
        List<string> faults = [];
        var asked = pool.Restart.Concat(pool.BestEffort).Select(machine => machine.Machine).ToHashSet();
        if (plan.Placements.Count != asked.Count || !asked.SetEquals(plan.Placements.Select(placement => placement.Machine.Machine)))
            faults.Add("A machine is missing or planned twice.");
        foreach (var host in pool.Hosts)
        {
            var taken = plan.Placements.Where(placement => placement.Host == host.Host).Aggregate(ByteSize.Zero, (sum, placement) => sum + placement.Machine.Memory);
            if (taken > host.Free) faults.Add($"{host.Name} has {host.Free} and is given {taken}.");
        }

        foreach (var placement in plan.Placements)
        {
            if (placement.Host is { } known && pool.Hosts.All(host => host.Host != known)) faults.Add($"{placement.Machine.Name} is on an unknown host.");
            if (placement.Host is null == placement.Reason is null) faults.Add($"{placement.Machine.Name} has a host and a reason, or neither.");
            if (placement.Host is null && pool.Hosts.Any(host => Left(host, plan) >= placement.Machine.Memory)) faults.Add($"{placement.Machine.Name} would still fit.");
        }

        return faults;
    }

    /// <summary>The above, and whether some other plan is better. For small pools only.</summary>
    public static List<string> Faults(RestartPools.Pool pool, RestartPlan plan)
    {
        var faults = Broken(pool, plan);
        var best = BestScore(pool);
        var score = Score(pool, plan);
        if (!score.SequenceEqual(best)) faults.Add($"The plan restarts [{string.Join(", ", score)}] by rank; [{string.Join(", ", best)}] was possible.");
        return faults;
    }

    /// <summary>How many machines are placed of each order of restart, then of each order of best-effort.</summary>
    public static int[] Score(RestartPools.Pool pool, RestartPlan plan) =>
        [.. Ranks(pool).Select(rank => rank.Count(machine => plan.HostOf(machine.Machine) is not null))];

    static IEnumerable<IGrouping<int, RestartMachine>> Ranks(RestartPools.Pool pool) =>
        pool.Restart.GroupBy(machine => machine.Order).OrderBy(rank => rank.Key).Concat(pool.BestEffort.GroupBy(machine => machine.Order).OrderBy(rank => rank.Key));

    static ByteSize Left(RestartHost host, RestartPlan plan) =>
        plan.Placements.Where(placement => placement.Host == host.Host).Aggregate(host.Free, (left, placement) => left - placement.Machine.Memory);

    static int[] BestScore(RestartPools.Pool pool)
    {
        var ranks = Ranks(pool).Select(rank => rank.ToArray()).ToArray();
        var machines = ranks.SelectMany((rank, index) => rank.Select(machine => (Rank: index, Size: machine.Memory.Bytes))).ToArray();
        var best = new int[ranks.Length];
        Try(0, [.. pool.Hosts.Select(host => host.Free.Bytes)], new int[ranks.Length]);
        return best;

        void Try(int next, long[] free, int[] score)
        {
            if (next == machines.Length)
            {
                if (score.AsSpan().SequenceCompareTo(best) > 0) score.CopyTo(best, 0);
                return;
            }

            for (var host = 0; host < free.Length; host++)
            {
                if (free[host] < machines[next].Size) continue;
                free[host] -= machines[next].Size;
                score[machines[next].Rank]++;
                Try(next + 1, free, score);
                score[machines[next].Rank]--;
                free[host] += machines[next].Size;
            }

            Try(next + 1, free, score);
        }
    }
}
