using Microsoft.Data.Sqlite;
using OpenIaaS.E2E.Shared;

namespace OpenIaaS.E2E.Persistence;

/// <summary>The real console, killed as by a power cut, and started again on the same data.</summary>
public sealed class KillTests
{
    static readonly TimeSpan Promise = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Twenty_accepted_commands_survive_a_kill_and_each_of_them_ends()
    {
        await using var server = await ConsoleServer.StartAsync(new Dictionary<string, string>(OperatorAtWork.Environment)
        {
            ["OpenIaaS__Demo__VirtualMachines"] = "200",
            ["OpenIaaS__Simulation__Speed"] = "2",
        });
        await using var database = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "openiaas.db")}");

        await UntilAsync(() => Task.FromResult(Accepted(server).Count == OperatorAtWork.Commands), "twenty commands are accepted", server);
        await UntilAsync(async () => await CountAsync(database, "Running") > 0, "some of them run", server);
        await server.KillAsync();
        var open = await CountAsync(database, "Waiting") + await CountAsync(database, "Running");
        Assert.True(open > 0, $"Every command had ended before the kill.\n{server.Log}");
        SqliteConnection.ClearPool(database);

        await server.RestartAsync();
        await UntilAsync(async () => await CountAsync(database, "Completed") + await CountAsync(database, "Failed") == OperatorAtWork.Commands, "each of them has ended", server);

        Assert.Equal([], await ReadAsync(database, $"SELECT \"Reason\" FROM \"Activities\" WHERE \"Actor\" = '{OperatorAtWork.Name}' AND \"State\" <> 'Completed'"));
        var known = await ReadAsync(database, $"SELECT \"Id\" FROM \"Activities\" WHERE \"Actor\" = '{OperatorAtWork.Name}'");
        Assert.Equal(Accepted(server).Order(StringComparer.OrdinalIgnoreCase), known.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        foreach (var (what, query) in HalfApplied) Assert.True((await ReadAsync(database, query)) is [], $"{what}: {string.Join(", ", await ReadAsync(database, query))}\n{server.Log}");
        Assert.Equal(["new-1", "new-2", "new-3", "new-4"], await ReadAsync(database, "SELECT \"Name\" FROM \"VirtualMachines\" WHERE \"Name\" LIKE 'new-_' ORDER BY 1"));
    }

    /// <summary>What may not be found when everything has ended.</summary>
    static readonly (string What, string Query)[] HalfApplied =
    [
        ("machines that are still busy", "SELECT \"Name\" FROM \"VirtualMachines\" WHERE \"Pending\" <> 'None'"),
        ("machines the hardware does not know", "SELECT \"Name\" FROM \"VirtualMachines\" WHERE \"Id\" NOT IN (SELECT \"Id\" FROM \"SimulatedMachines\")"),
        ("machines the console does not know", "SELECT \"Name\" FROM \"SimulatedMachines\" WHERE \"Id\" NOT IN (SELECT \"Id\" FROM \"VirtualMachines\")"),
        ("machines in another power state than the hardware", "SELECT m.\"Name\" FROM \"VirtualMachines\" m JOIN \"SimulatedMachines\" s ON s.\"Id\" = m.\"Id\" WHERE s.\"To\" <> m.\"Power\""),
        ("machines on another host than the hardware", "SELECT m.\"Name\" FROM \"VirtualMachines\" m JOIN \"SimulatedMachines\" s ON s.\"Id\" = m.\"Id\" WHERE m.\"Power\" = 'Running' AND s.\"HostId\" <> m.\"HostId\""),
        ("machines of another size than the hardware", "SELECT m.\"Name\" FROM \"VirtualMachines\" m JOIN \"SimulatedMachines\" s ON s.\"Id\" = m.\"Id\" WHERE s.\"VirtualCpus\" <> m.\"VirtualCpus\""),
        ("disks without a machine", "SELECT \"Name\" FROM \"VirtualDisks\" WHERE \"MachineId\" NOT IN (SELECT \"Id\" FROM \"VirtualMachines\")"),
        ("new machines without their disk", "SELECT \"Name\" FROM \"VirtualMachines\" m WHERE \"Name\" LIKE 'new-_' AND (SELECT COUNT(*) FROM \"VirtualDisks\" d WHERE d.\"MachineId\" = m.\"Id\") <> 1"),
        ("storage nobody replicates to that is not as full as the hardware says",
            "SELECT s.\"Name\" FROM \"StorageRepositories\" s JOIN \"SimulatedVolumes\" v ON v.\"Id\" = s.\"Id\" WHERE v.\"Used\" <> s.\"Used\" AND s.\"Id\" NOT IN (SELECT \"TargetStorageId\" FROM \"ReplicationPolicies\")"),
    ];

    /// <summary>At first the database is being migrated, then the demo world is written; the sizes say how far a start has come.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(400_000)]
    [InlineData(3_000_000)]
    public async Task First_start_that_was_killed_begins_again(long bytes)
    {
        const int Machines = 1500;
        await using var server = await ConsoleServer.StartAndKillAsync(
            new Dictionary<string, string> { ["OpenIaaS__Demo__VirtualMachines"] = $"{Machines}" },
            data => data.Exists && data.EnumerateFiles("openiaas.db*").Sum(file => file.Length) >= bytes);

        await server.RestartAsync();

        await using var database = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "openiaas.db")}");
        Assert.Equal([$"{Machines}"], await ReadAsync(database, "SELECT COUNT(*) FROM \"VirtualMachines\""));
        Assert.Equal(["2"], await ReadAsync(database, "SELECT COUNT(*) FROM \"Organizations\""));
        Assert.Equal([$"{Machines}"], await ReadAsync(database, "SELECT COUNT(*) FROM \"SimulatedMachines\""));
        Assert.NotNull(await server.SignInLinkAsync());
    }

    static List<string> Accepted(ConsoleServer server) =>
        [.. server.Log.Split('\n').Where(line => line.StartsWith(OperatorAtWork.Accepted, StringComparison.Ordinal)).Select(line => line[OperatorAtWork.Accepted.Length..].Trim())];

    static async Task<int> CountAsync(SqliteConnection database, string state) =>
        (await ReadAsync(database, $"SELECT \"Id\" FROM \"Activities\" WHERE \"Actor\" = '{OperatorAtWork.Name}' AND \"State\" = '{state}'")).Count;

    static async Task<List<string>> ReadAsync(SqliteConnection database, string query)
    {
        if (database.State != System.Data.ConnectionState.Open) await database.OpenAsync();
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // the queries are this file's own
        command.CommandText = query;
#pragma warning restore CA2100
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
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Promise, $"Not within {Promise.TotalSeconds} s: {what}.\n{server.Log}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
