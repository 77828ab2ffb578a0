using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>What a machine of the demo world does, and what it has for that.</summary>
/// <param name="Suffix">How its name says it.</param>
/// <param name="Memory">GiB to choose from.</param>
/// <param name="System">GiB of its system disk.</param>
/// <param name="DataClass">The class of its data disk, or null when it has none.</param>
/// <param name="Data">GiB of its data disk, least and most.</param>
/// <param name="StartOrder">When it is restarted among the machines of its rank.</param>
/// <param name="Policy">The replication policy that fits it: see <see cref="DemoReplication"/>.</param>
sealed record DemoRole(
    string Suffix, int[] VirtualCpus, int[] Memory, int System, string? DataClass, (int Least, int Most) Data, HighAvailabilityPriority Priority, int StartOrder, int Policy,
    string[] Guests)
{
    static readonly string[] Linux = ["Debian 12", "Ubuntu 24.04 LTS", "Rocky Linux 9"];
    static readonly string[] Mixed = ["Debian 12", "Windows Server 2022", "Rocky Linux 9"];

    static readonly DemoRole Database = new("db", [8, 12, 16], [32, 48, 64], 60, "FLASH - Enterprise", (200, 900), HighAvailabilityPriority.Restart, 0, 0, Linux);
    static readonly DemoRole Application = new("app", [4, 6, 8], [12, 16, 24], 60, "FLASH - Premium", (60, 200), HighAvailabilityPriority.Restart, 10, 1, Mixed);
    static readonly DemoRole Web = new("web", [2, 4], [4, 8], 40, null, default, HighAvailabilityPriority.BestEffort, 20, 1, Linux);
    static readonly DemoRole Batch = new("etl", [8, 12], [24, 32], 60, "FLASH - Essential", (100, 400), HighAvailabilityPriority.BestEffort, 30, 2, Linux);
    static readonly DemoRole Files = new("hist", [2, 4], [8, 16], 40, "MASS STORAGE - Archival", (600, 1500), HighAvailabilityPriority.BestEffort, 30, 2, Mixed);
    static readonly DemoRole Cache = new("cache", [2, 4], [16, 24], 30, "FLASH - Ultra", (40, 120), HighAvailabilityPriority.Disabled, 0, 1, Linux);

    /// <summary>In the order in which a place gets them.</summary>
    public static IReadOnlyList<DemoRole> Cycle { get; } =
        [Database, Application, Web, Application, Files, Web, Database, Batch, Application, Web, Cache, Application, Web, Database, Web, Application, Batch];
}
