using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace OpenIaaS.Bench;

/// <summary>1,000,000 replicas as CSV over HTTP, against a bare reader of the same rows that writes the same bytes.</summary>
static class ExportMillion
{
    const int Rows = 1_000_000;
    const int World = 60;
    const string Id = "0198c0de-0000-7000-8000-000000000001";
    const string Secret = "0123456789abcdef0123";
    const long Far = 3_155_000_000_000_000_000;

    public static async Task<int> MeasureAsync(string published, string data)
    {
        var figures = new Figures();
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        await using (await StartAsync(published, data)) Figures.Say("the world is built");
        await FillAsync(data);
        Figures.Say($"{Rows} replicas are written");
        byte[] hash;
        long bytes;
        double seconds;
        TimeSpan age;
        await using (var console = await StartAsync(published, data))
        {
            using var client = new HttpClient { BaseAddress = console.Address, Timeout = TimeSpan.FromMinutes(10) };
            using var let = await client.PostAsJsonAsync("/api/iam/v2/auth/personal_access_token", new { id = Id, secret = Secret });
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await let.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
            // The first one pays for compilation, and for what the server keeps.
            await FetchAsync(client, console, null);
            var before = await console.CollectAsync();
            List<double> memory = [];
            (hash, bytes, seconds, age) = await FetchAsync(client, console, memory);
            figures.Add("memory while it is sent, most", memory.Max() - before, "MiB", bar: 64, note: $"{before:0} MiB before");
            figures.Add("memory, last fifth over first", memory.TakeLast(Math.Max(1, memory.Count / 5)).Average() - memory.Take(Math.Max(1, memory.Count / 5)).Average(), "MiB", bar: 16);
        }

        var bare = await BareAsync(data, age);
        Figures.Say($"bare reader                        {Rows / bare.Seconds,9:0} rows/s ({bare.Seconds:0.0} s, {bare.Bytes} bytes)");
        figures.AddAtLeast("export", Rows / seconds, "rows/s", Rows / bare.Seconds / 2, $"{seconds:0.0} s, {bytes} bytes, {(bare.Hash.SequenceEqual(hash) ? "the same bytes" : "OTHER BYTES")}");
        return figures.AllMet && bare.Hash.SequenceEqual(hash) ? 0 : 1;
    }

    static Task<PublishedConsole> StartAsync(string published, string data) => PublishedConsole.StartAsync(
        published, data, World, "Development", ("OpenIaaS__Demo__AccessToken", $"{Id}:{Secret}"), ("OpenIaaS__Api__RequestsPerSecond", "0"), ("Logging__LogLevel__Default", "Warning"));

    /// <summary>Copies one replicated machine of the token's tenant a million times; nothing of it is ever due.</summary>
    static async Task FillAsync(string data)
    {
        await using var database = await DataFile.OpenAsync(data);
        const string Id = "'019B76DA-0000-7000-8000-' || printf('%012X', n)";
        const string Numbers = "(WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 1000000) SELECT n FROM count) AS numbers";
        var (machine, replica) = (await DataFile.ReadAsync(database, """
            SELECT r."MachineId", r."Id" FROM "Replicas" r JOIN "VirtualMachines" m ON m."Id" = r."MachineId"
            WHERE r."WaitingSince" IS NULL AND r."RunningSince" IS NULL AND r."TenantId" = (SELECT "TenantId" FROM "Replicas" GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1) ORDER BY r."Id" LIMIT 1
            """, row => (row.GetString(0), row.GetString(1))))[0];
        await DataFile.ExecuteAsync(database, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; DELETE FROM \"RecoveryPoints\"; BEGIN");
        await DataFile.ExecuteAsync(database, await DataFile.CopyAsync(database, "VirtualMachines", new Dictionary<string, string>
        {
            ["Id"] = Id, ["Name"] = "'=machine-' || n", ["NameKey"] = "'=MACHINE-' || n", ["Power"] = "'Halted'", ["HostId"] = "NULL", ["Pending"] = "'None'", ["LostAt"] = "NULL",
        }, $"\"VirtualMachines\" AS one, {Numbers} WHERE one.\"Id\" = @machine"), ("@machine", machine));
        await DataFile.ExecuteAsync(database, await DataFile.CopyAsync(database, "Replicas", new Dictionary<string, string>
        {
            ["Id"] = Id, ["MachineId"] = Id, ["NextRunAt"] = $"{Far}", ["LateAt"] = $"{Far}", ["BreachAt"] = $"{Far}", ["Size"] = "n * 4096",
        }, $"\"Replicas\" AS one, {Numbers} WHERE one.\"Id\" = @replica"), ("@replica", replica));
        await DataFile.ExecuteAsync(database, "DELETE FROM \"ReplicationRuns\"; DELETE FROM \"Replicas\" WHERE \"Id\" NOT LIKE '019B76DA-0000-7000-8000-%'; COMMIT; ANALYZE");
    }

    static async Task<(byte[] Hash, long Bytes, double Seconds, TimeSpan Age)> FetchAsync(HttpClient client, PublishedConsole console, List<double>? memory)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        using var answer = await client.GetAsync(new Uri("/api/export/replicas.csv?sort=machine", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        var (bytes, sampled, beginning) = (0L, began, new StringBuilder());
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            bytes += read;
            if (beginning.Length < buffer.Length) beginning.Append(Encoding.UTF8.GetString(buffer, 0, read));
            if (memory is null || clock.GetElapsedTime(sampled) < TimeSpan.FromMilliseconds(250)) continue;
            memory.Add(console.ResidentMemory());
            sampled = clock.GetTimestamp();
        }

        memory?.Add(console.ResidentMemory());
        return (hash.GetHashAndReset(), bytes, clock.GetElapsedTime(began).TotalSeconds, AgeIn(beginning.ToString()));
    }

    /// <summary>How old the newest point of the first row is said to be. All rows have the same point, so that it tells the moment they were written for.</summary>
    static TimeSpan AgeIn(string beginning)
    {
        var column = Array.IndexOf(BareRows.Header.Split(','), "newest_point_age_seconds");
        return TimeSpan.FromSeconds(long.Parse(beginning.Split('\n')[1].Split(',')[column], CultureInfo.InvariantCulture));
    }

    /// <summary>The same query by hand, row by row into the same text.</summary>
    static async Task<(byte[] Hash, long Bytes, double Seconds)> BareAsync(string data, TimeSpan age)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        await using var database = await DataFile.OpenAsync(data);
        var asked = (await DataFile.ReadAsync(database, "SELECT \"LastPointAt\" FROM \"Replicas\" LIMIT 1", row => new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero)))[0] + age;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        var text = new StringBuilder(BareRows.Header);
        await using var command = database.CreateCommand();
        command.CommandText = BareRows.Query;
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (reader.Read())
            {
                BareRows.Append(text, reader, asked);
                if (text.Length > 64 * 1024) Flush();
            }
        }

        Flush();
        return (hash.GetHashAndReset(), bytes, clock.GetElapsedTime(began).TotalSeconds);

        void Flush()
        {
            var some = Encoding.UTF8.GetBytes(text.ToString());
            hash.AppendData(some);
            bytes += some.Length;
            text.Clear();
        }
    }
}
