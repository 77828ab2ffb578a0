using Microsoft.Data.Sqlite;
using OpenIaaS.E2E.Shared;
using OpenIaaS.Infrastructure.Background;

namespace OpenIaaS.E2E.Persistence;

/// <summary>
/// The real console, dying at each named step of the replication engine as by a power cut, and started again: every tick has its one point, no
/// point is partial, and the arrays hold what the points take and not a byte more.
/// </summary>
public sealed class ReplicationKillTests
{
    static readonly TimeSpan Promise = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>What may not be found when every run has ended.</summary>
    static readonly (string What, string Query)[] Half =
    [
        ("runs that failed", "SELECT \"Reason\" FROM \"ReplicationRuns\" WHERE \"Tick\" >= @since AND \"Reason\" IS NOT NULL"),
        ("replicas whose tick was not given to exactly one run",
            "SELECT r.\"Id\" FROM \"Replicas\" r WHERE (SELECT COUNT(*) FROM \"ReplicationRuns\" n WHERE n.\"ReplicaId\" = r.\"Id\" AND n.\"Tick\" >= @since) <> 1"),
        ("replicas whose newest point is not that of the newest run",
            "SELECT r.\"Id\" FROM \"Replicas\" r JOIN \"ReplicationRuns\" n ON n.\"ReplicaId\" = r.\"Id\" AND n.\"Tick\" >= @since WHERE (SELECT MAX(p.\"CapturedAt\") FROM \"RecoveryPoints\" p WHERE p.\"ReplicaId\" = r.\"Id\") IS NOT n.\"CapturedAt\" OR r.\"LastPointAt\" IS NOT n.\"CapturedAt\""),
        ("points without a whole run", "SELECT p.\"Id\" FROM \"RecoveryPoints\" p WHERE p.\"CapturedAt\" >= @since AND NOT EXISTS (SELECT 1 FROM \"ReplicationRuns\" n WHERE n.\"ReplicaId\" = p.\"ReplicaId\" AND n.\"CapturedAt\" = p.\"CapturedAt\" AND n.\"Reason\" IS NULL)"),
        ("replicas with more points than their policy keeps",
            "SELECT r.\"Id\" FROM \"Replicas\" r JOIN \"ReplicationPolicies\" y ON y.\"Id\" = r.\"PolicyId\" WHERE (SELECT COUNT(*) FROM \"RecoveryPoints\" p WHERE p.\"ReplicaId\" = r.\"Id\") > y.\"Retained\""),
        ("replicas that take another space than their points", "SELECT r.\"Id\" FROM \"Replicas\" r WHERE r.\"Size\" <> (SELECT SUM(p.\"Size\") FROM \"RecoveryPoints\" p WHERE p.\"ReplicaId\" = r.\"Id\")"),
        ("targets that hold another space than the console knows of",
            "SELECT s.\"Name\" FROM \"StorageRepositories\" s JOIN \"SimulatedVolumes\" v ON v.\"Id\" = s.\"Id\" WHERE v.\"Used\" <> s.\"Used\" AND s.\"Id\" IN (SELECT \"TargetStorageId\" FROM \"ReplicationPolicies\")"),
        ("targets that hold another space than their points take",
            "SELECT s.\"Name\" FROM \"StorageRepositories\" s WHERE s.\"Id\" IN (SELECT \"TargetStorageId\" FROM \"ReplicationPolicies\") AND s.\"Used\" <> (SELECT COALESCE(SUM(p.\"Size\"), 0) FROM \"RecoveryPoints\" p JOIN \"Replicas\" r ON r.\"Id\" = p.\"ReplicaId\" JOIN \"ReplicationPolicies\" y ON y.\"Id\" = r.\"PolicyId\" WHERE y.\"TargetStorageId\" = s.\"Id\")"),
    ];

    [Fact]
    public async Task Whatever_step_the_console_dies_at_a_start_leaves_nothing_half_done()
    {
        await using var server = await ConsoleServer.StartAsync(new Dictionary<string, string>
        {
            ["OpenIaaS__Demo__VirtualMachines"] = "40", ["OpenIaaS__Simulation__Speed"] = "50",
        });
        var file = $"Data Source={Path.Combine(server.DataDirectory, "openiaas.db")};Pooling=False";
        foreach (var step in CrashPoints.All)
        {
            await server.KillAsync();
            var since = await MakeDueAsync(file);
            await server.DieAsync(new Dictionary<string, string> { ["OpenIaaS__CrashAt"] = step });
            Assert.Contains(step, server.LastLines(400), StringComparison.Ordinal);

            await server.RestartAsync();
            await UntilAsync(async () => await ReadAsync(file, Unended, since) is [], $"every run has ended after {step}", server);
            foreach (var (what, query) in Half)
            {
                var found = await ReadAsync(file, query, since);
                Assert.True(found is [], $"{step}: {what}: {string.Join(", ", found)}\n{server.LastLines(60)}");
            }
        }
    }

    const string Unended = """
        SELECT "Id" FROM "Replicas" r WHERE "RunningSince" IS NOT NULL OR "WaitingSince" IS NOT NULL OR NOT EXISTS (SELECT 1 FROM "ReplicationRuns" n WHERE n."ReplicaId" = r."Id" AND n."Tick" >= @since)
        UNION ALL SELECT "Key" FROM "SpaceReturns"
        """;

    /// <summary>Lets every replica be due, one of them as a run that has waited for long enough.</summary>
    static async Task<long> MakeDueAsync(string file)
    {
        var since = TimeProvider.System.GetUtcNow().UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond;
        await using var database = new SqliteConnection(file);
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = """
            UPDATE "ReplicationPolicies" SET "Interval_Count" = 24, "Interval_Unit" = 'Hours';
            UPDATE "Replicas" SET "ActivatedAt" = @since, "NextRunAt" = @since, "Version" = "Version" + 1;
            UPDATE "Replicas" SET "WaitingSince" = @since, "FreeSince" = @since - 600000000, "Failures" = 0, "NextRunAt" = @since + 36000000000 WHERE "Id" = (SELECT MIN("Id") FROM "Replicas");
            """;
        command.Parameters.AddWithValue("@since", since);
        await command.ExecuteNonQueryAsync();
        return since;
    }

    static async Task<List<string>> ReadAsync(string file, string query, long since)
    {
        await using var database = new SqliteConnection(file);
        await database.OpenAsync();
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // the queries are this file's own
        command.CommandText = query;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("@since", since);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> found = [];
        while (await reader.ReadAsync()) found.Add($"{reader.GetValue(0)}");
        return found;
    }

    static async Task UntilAsync(Func<Task<bool>> reached, string what, ConsoleServer server)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Promise, $"Not within {Promise.TotalSeconds} s: {what}.\n{server.LastLines(80)}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
