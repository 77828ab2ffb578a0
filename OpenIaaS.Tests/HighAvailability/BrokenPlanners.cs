using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>Planners that are wrong on purpose, to show that the checker notices.</summary>
static class BrokenPlanners
{
    public static RestartPlan Plan(string fault, RestartPools.Pool pool) => fault switch
    {
        "largest machine onto the emptiest host" => Greedy(pool, [.. Ordered(pool.Restart), .. Ordered(pool.BestEffort)]),
        "best-effort before restart" => Greedy(pool, [.. Ordered(pool.BestEffort), .. Ordered(pool.Restart)]),
        "one machine more than fits" => Overfilled(pool),
        "one machine forgotten" => pool.Plan() with { Placements = [.. pool.Plan().Placements.Skip(1)] },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault."),
    };

    static IEnumerable<RestartMachine> Ordered(IEnumerable<RestartMachine> machines) => machines.OrderBy(machine => machine.Order).ThenByDescending(machine => machine.Memory);

    static RestartPlan Greedy(RestartPools.Pool pool, IReadOnlyList<RestartMachine> machines)
    {
        var free = pool.Hosts.ToDictionary(host => host.Host, host => host.Free);
        List<RestartPlacement> placements = [];
        foreach (var machine in machines)
        {
            var host = free.MaxBy(each => each.Value).Key;
            var fits = machine.Memory <= free[host];
            if (fits) free[host] -= machine.Memory;
            placements.Add(fits ? new RestartPlacement(machine, host, null) : new RestartPlacement(machine, null, Problem.Conflict("ha.no-room", $"No room.")));
        }

        return new RestartPlan(placements, false);
    }

    static RestartPlan Overfilled(RestartPools.Pool pool)
    {
        var plan = pool.Plan();
        var waiting = plan.Placements.FirstOrDefault(placement => placement.Host is null);
        return waiting is null
            ? plan
            : plan with { Placements = [.. plan.Placements.Where(each => each != waiting), waiting with { Host = pool.Hosts[0].Host, Reason = null }] };
    }
}
