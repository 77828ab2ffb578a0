using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Bench;

/// <summary>A pool of 64 hosts and 5,000 machines: plans of restarts, questions what would happen, and the guard before every start.</summary>
static class FailoverAtScale
{
    const int Hosts = 64;
    const int Machines = 5_000;
    const int Tries = 9;
    const double Bar = 200;

    public static int Measure()
    {
        var figures = new Figures();
        foreach (var (name, gib) in new[] { ("room to spare", 768), ("hardly any room", 540), ("overcommitted", 500) })
        {
            var pool = Pool(gib);
            figures.Add($"{name}: what if one host fails", Time(() => WhatIf.Ask(pool, Failing(pool, 1))), "ms", Bar, Of(pool, 1));
            figures.Add($"{name}: what if four hosts fail", Time(() => WhatIf.Ask(pool, Failing(pool, 4))), "ms", Bar, Of(pool, 4));
            figures.Add($"{name}: what if half the hosts fail", Time(() => WhatIf.Ask(pool, Failing(pool, 32))), "ms", Bar, Of(pool, 32));
            figures.Add($"{name}: plan of what four hosts lose", Time(() => Plan(pool, 4)), "ms", Bar);
            figures.Add($"{name}: the guard before a start", Time(() => AdmissionGuard.Check(Guarded(pool), now => now.Starting(ByteSize.FromGiB(8), HighAvailabilityPriority.Restart, null, null), false)), "ms", Bar);
            figures.Add($"{name}: how many hosts may fail", Time(() => Survival.Of(pool)), "ms", Bar, $"{Survival.Of(pool).Failures}");
            figures.Add($"{name}: what would help after four", Time(() => Mend.Find(pool, Failing(pool, 4), new Dictionary<Id<Host>, ByteSize>())), "ms", Bar);
            figures.Add($"{name}: what would help after half", Time(() => Mend.Find(pool, Failing(pool, 32), new Dictionary<Id<Host>, ByteSize>())), "ms");
        }

        var down = Down();
        figures.Add("all machines down, one host back", Time(() => WhatIf.Ask(down, Failing(down, 63))), "ms", Bar, Of(down, 63));
        figures.Add("all machines down, all hosts back", Time(() => WhatIf.Ask(down, Failing(down, 0))), "ms", Bar, Of(down, 0));
        return figures.AllMet ? 0 : 1;
    }

    static double Time(Func<object> question)
    {
        List<double> taken = [];
        for (var attempt = 0; attempt < Tries + 2; attempt++)
        {
            var began = TimeProvider.System.GetTimestamp();
            question();
            taken.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return Figures.Median(taken.Skip(2));
    }

    /// <summary>Machines of 1 to 32 GiB, odd sizes among them, spread over the hosts; half are set to restart, a third best-effort.</summary>
    static WhatIfPool Pool(int gib)
    {
        var free = Enumerable.Repeat(ByteSize.FromGiB(gib).Bytes, Hosts).ToArray();
        List<WhatIfMachine> machines = [];
        for (var number = 0; number < Machines; number++)
        {
            var memory = ByteSize.FromMiB((1024 * Draw.Range(7, "pool", "memory", number, 1, 12)) + (number % 5 == 0 ? Draw.Range(7, "pool", "odd", number, 1, 1023) : 0));
            var host = number % Hosts;
            free[host] -= memory.Bytes;
            machines.Add(new WhatIfMachine(new Id<VirtualMachine>(Number(2, number)), $"vm-{number:0000}", memory, Priority(number), (int)Draw.Range(7, "pool", "order", number, 0, 3), HostOf(host)));
        }

        return new WhatIfPool(true, [.. free.Select((left, host) => new HostRoom(HostOf(host), $"host-{host:00}", HostStatus.Connected, new ByteSize(Math.Max(0, left))))], machines);
    }

    /// <summary>The same machines after the whole pool was down: all of them wait.</summary>
    static WhatIfPool Down()
    {
        var pool = Pool(600);
        return pool with
        {
            Hosts = [.. pool.Hosts.Select(host => host with { Free = ByteSize.FromGiB(600) })],
            Machines = [.. pool.Machines.Select(machine => machine with { Host = null, IsWaiting = true })],
        };
    }

    static HighAvailabilityPriority Priority(int number) => (number % 6) switch { < 3 => HighAvailabilityPriority.Restart, < 5 => HighAvailabilityPriority.BestEffort, _ => HighAvailabilityPriority.Disabled };

    static HashSet<Id<Host>> Failing(WhatIfPool pool, int hosts) => [.. pool.Hosts.Take(hosts).Select(host => host.Host)];

    static RestartPlan Plan(WhatIfPool pool, int hosts)
    {
        var failing = Failing(pool, hosts);
        var lost = pool.Machines.Where(machine => machine.Host is { } host && failing.Contains(host)).ToList();
        return RestartPlanner.Plan(
            [.. pool.Hosts.Where(host => !failing.Contains(host.Host)).Select(host => new RestartHost(host.Host, host.Name, host.Free))],
            [.. lost.Where(machine => machine.Priority == HighAvailabilityPriority.Restart).Select(Asked)], [.. lost.Where(machine => machine.Priority == HighAvailabilityPriority.BestEffort).Select(Asked)]);
    }

    static RestartMachine Asked(WhatIfMachine machine) => new(machine.Machine, machine.Name, machine.Memory, machine.StartOrder);

    static GuardedPool Guarded(WhatIfPool pool)
    {
        var promised = pool.Machines.Where(machine => machine.Priority == HighAvailabilityPriority.Restart).ToLookup(machine => machine.Host!.Value, machine => machine.Memory);
        return new GuardedPool("pool", [.. pool.Hosts.Select(host => new GuardedHost(host.Host, host.Name, host.Free, [.. promised[host.Host]]))]);
    }

    static string Of(WhatIfPool pool, int hosts)
    {
        var answer = WhatIf.Ask(pool, Failing(pool, hosts));
        return $"{answer.Count(Fate.Restarts)} restart, {answer.Count(Fate.Waits)} wait{(answer.IsExact ? "" : ", not proved")}";
    }

    static Id<Host> HostOf(int number) => new(Number(1, number));

    static Guid Number(short kind, int number) => new(number + 1, kind, 0, new byte[8]);
}
