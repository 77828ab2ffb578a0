namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// The one row every change of the hardware passes: raising <see cref="Turn"/> takes its lock, so that changes come one after the other
/// on every node and database, and each sees what the one before left.
/// </summary>
sealed class SimulatedSite
{
    public const int Only = 1;

    public int Id { get; set; } = Only;

    public long Turn { get; set; }
}
