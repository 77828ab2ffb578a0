using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>What one build has in its hands: chance and identities, and everything made so far for the console and for the hardware.</summary>
sealed class DemoScene(long seed, DateTimeOffset now, Guest guest, TimeProvider clock)
{
    readonly Dictionary<string, int> counts = [];

    public DemoChance Chance { get; } = new(seed);

    public SeededIds Ids { get; } = new(seed, clock);

    /// <summary>The present in whole seconds: every age counts back from it.</summary>
    public DateTimeOffset Now { get; } = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerSecond));

    public Guest Guest => guest;

    /// <summary>The rows of the console, in the order in which they are saved.</summary>
    public List<object> Rows { get; } = [];

    public List<FleetPlan.Blade> Blades { get; } = [];

    public List<FleetPlan.Volume> Volumes { get; } = [];

    public List<FleetPlan.Link> Links { get; } = [];

    public List<FleetPlan.Machine> Machines { get; } = [];

    public FleetPlan Hardware => new(Blades, Volumes, Links, Machines);

    /// <summary>The next number of a kind, from 1.</summary>
    public int Number(string kind) => counts[kind] = counts.GetValueOrDefault(kind) + 1;

    public T Add<T>(T row)
        where T : class
    {
        Rows.Add(row);
        return row;
    }
}
