using Microsoft.Data.Sqlite;

namespace OpenIaaS.Bench;

/// <summary>The ledger of a fleet: thirty days of some ten thousand replicas, put into the database of a world that has them, and opened in the browser.</summary>
static class LedgerAtScale
{
    /// <summary>So many machines have some 10,000 replicas in the tenant that signs in.</summary>
    const int Machines = 63_000;

    const int Warm = 5;
    const int Tries = 15;

    /// <summary>Thirty closed days for each replica: one in forty at risk for an hour, one in sixty breached for half of one.</summary>
    const string Fill =
        """
        DELETE FROM "ReplicaDays";
        WITH RECURSIVE back(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM back WHERE n < 30)
        INSERT INTO "ReplicaDays" ("ReplicaId", "Day", "TenantId", "MachineId", "PolicyId", "PendingTicks", "CompliantTicks", "AtRiskTicks", "BreachedTicks")
        SELECT r."Id", date('now', '-' || n || ' days'), r."TenantId", r."MachineId", r."PolicyId", 0,
               864000000000 - CASE WHEN (r.rowid * 31 + n * 7) % 40 = 0 THEN 36000000000 ELSE 0 END - CASE WHEN (r.rowid * 17 + n * 11) % 60 = 0 THEN 18000000000 ELSE 0 END,
               CASE WHEN (r.rowid * 31 + n * 7) % 40 = 0 THEN 36000000000 ELSE 0 END, CASE WHEN (r.rowid * 17 + n * 11) % 60 = 0 THEN 18000000000 ELSE 0 END
        FROM "Replicas" r, back;
        """;

    public static async Task<int> MeasureAsync(string published, string data)
    {
        var figures = new Figures();
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        await using (await PublishedConsole.StartAsync(published, data, Machines))
        {
        }

        var days = await FillAsync(Path.Combine(data, "openiaas.db"));
        await using var console = await PublishedConsole.StartAsync(published, data, Machines);
        await using var window = await Window.SignInAsync(console);
        var page = await window.NewPageAsync();
        List<double> opened = [];
        for (var i = 0; i < Warm + Tries; i++) opened.Add(await ListOpening.ByAddressAsync(page, window.At(Places.Ledger)));
        figures.Add("ledger interactive, by its address", Figures.Median(opened.Skip(Warm)), "ms", bar: 1000, note: $"median of {Tries}; {await page.Locator(Places.Range).InnerTextAsync()}, {days} days in the database");
        List<double> paged = [];
        for (var i = 0; i < Warm + Tries; i++) paged.Add(await ListOpening.ByAddressAsync(page, window.At($"{Places.Ledger}&rows=100&page={i + 2}")));
        figures.Add("another page of 100 machines, by its address", Figures.Median(paged.Skip(Warm)), "ms", bar: 1000, note: $"median of {Tries}");
        return figures.AllMet ? 0 : 1;
    }

    static async Task<long> FillAsync(string file)
    {
        await using var database = new SqliteConnection($"Data Source={file}");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = Fill;
        await command.ExecuteNonQueryAsync();
        command.CommandText = """SELECT COUNT(*) FROM "ReplicaDays";""";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
