using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Scenarios.Rehearsing;

/// <summary>Opens rehearsals, and keeps count of them: each has a world in memory and a thread.</summary>
public sealed class Rehearsals(TimeProvider clock)
{
    /// <summary>The most that are open at one time on one node.</summary>
    public const int Most = 8;

    /// <summary>The most machines of one; larger scenarios are played by the command.</summary>
    public const int MostMachines = 2000;

    readonly Lock gate = new();
    readonly HashSet<Rehearsal> open = [];

    /// <summary>Begins to play a scenario.</summary>
    /// <param name="steps">What was done to it before, as a link tells.</param>
    /// <param name="at">The moment it goes to first.</param>
    /// <returns>The rehearsal, to be disposed; or problems: no permission, too many, too large, a step that names nothing.</returns>
    public Result<Rehearsal> Open(Scenario scenario, IReadOnlyList<OwnStep> steps, TimeSpan at, Caller caller)
    {
        if (!caller.May(Permission.Lab)) return Problem.Forbidden(Permission.Lab);
        var machines = scenario.Zones.Sum(zone => zone.Pools.Sum(pool => pool.Machines.Count));
        if (machines > MostMachines) return Problem.Invalid("rehearsal.machines", $"The scenario has {machines} machines, and a page plays at most {MostMachines}; the command simulate plays any number.");
        if (Check(scenario, steps) is { } wrong) return wrong;
        lock (gate)
        {
            if (open.Count >= Most) return Problem.Conflict("rehearsal.most", $"{open.Count} rehearsals are open here, and {Most} is the most at one time; close one.");
            var rehearsal = new Rehearsal(scenario, steps, at > scenario.Duration ? scenario.Duration : at, clock, Forget);
            open.Add(rehearsal);
            return rehearsal;
        }
    }

    void Forget(Rehearsal ended)
    {
        lock (gate) open.Remove(ended);
    }

    /// <summary>Whether steps can be done to a scenario.</summary>
    /// <returns>Why not, or null.</returns>
    public static Problem? Check(Scenario scenario, IReadOnlyList<OwnStep> steps)
    {
        if (steps.Count > Rehearsal.MostSteps) return Problem.Invalid("rehearsal.steps", $"{steps.Count} things were done to this rehearsal, which is more than can be; edit the scenario to add more.");
        try
        {
            ScenarioCheck.Check(scenario with { Events = [.. scenario.Events, .. steps.Select(step => step.Happening)] });
            return null;
        }
        catch (ScenarioException refused)
        {
            return Problem.Invalid("scenario.text", $"{refused.Reason}");
        }
    }
}
