using System.Globalization;

namespace OpenIaaS.Bench;

/// <summary>2,000 machines that are copied every minute, in real time: how long after its tick a run is decided, and what the console takes for it.</summary>
static class ReplicationLoad
{
    const int Machines = 2_000;

    /// <summary>A world of which that many and some more are replicated.</summary>
    const int World = 12_000;

    /// <summary>Machines that were associated together tick together.</summary>
    const int Together = 100;

    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Measured = TimeSpan.FromMinutes(3);

    public static async Task<int> MeasureAsync(string published, string data)
    {
        var figures = new Figures();
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        await using (await PublishedConsole.StartAsync(published, data, World)) Figures.Say($"a world of {World} machines is built");
        var start = await PrepareAsync(data);
        TimeSpan taken;
        DateTimeOffset from, until;
        await using (var console = await PublishedConsole.StartAsync(published, data, World))
        {
            await Task.Delay(start - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } wait ? wait + WarmUp : WarmUp, TimeProvider.System);
            (from, var before) = (TimeProvider.System.GetUtcNow(), console.ProcessorTime());
            await Task.Delay(Measured, TimeProvider.System);
            (until, taken) = (TimeProvider.System.GetUtcNow(), console.ProcessorTime() - before);
            // The last ticks of the time are decided too.
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
        }

        await ReportAsync(data, from, until, taken, figures);
        return figures.AllMet ? 0 : 1;
    }

    /// <summary>Leaves 2,000 replicas, every one of them at one minute, in groups that tick together.</summary>
    /// <returns>When the first tick is due.</returns>
    static async Task<DateTimeOffset> PrepareAsync(string data)
    {
        await using var database = await DataFile.OpenAsync(data);
        var start = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30);
        await DataFile.ExecuteAsync(database, """
            DELETE FROM "Replicas" WHERE "Id" NOT IN (SELECT "Id" FROM "Replicas" WHERE "WaitingSince" IS NULL AND "RunningSince" IS NULL AND "LastPointAt" IS NOT NULL ORDER BY "Id" LIMIT @machines);
            DELETE FROM "RecoveryPoints" WHERE "ReplicaId" NOT IN (SELECT "Id" FROM "Replicas");
            DELETE FROM "ReplicationRuns" WHERE "ReplicaId" NOT IN (SELECT "Id" FROM "Replicas");
            UPDATE "ReplicationPolicies" SET "Interval_Count" = 1, "Interval_Unit" = 'Minutes';
            UPDATE "Replicas" SET "ActivatedAt" = @start + place.at, "NextRunAt" = @start + place.at, "LastPointAt" = @start + place.at - 600000000,
                "LateAt" = @start + place.at + 600000000, "BreachAt" = @start + place.at + 1200000000
            FROM (SELECT "Id", (ROW_NUMBER() OVER (ORDER BY "Id") - 1) / @together * (600000000 * @together / @machines) AS at FROM "Replicas") AS place WHERE place."Id" = "Replicas"."Id";
            """, ("@machines", Machines), ("@together", Together), ("@start", start.UtcTicks));
        var left = (await DataFile.ReadAsync(database, "SELECT COUNT(*) FROM \"Replicas\"", row => row.GetInt32(0)))[0];
        return left == Machines ? start : throw new InvalidOperationException($"The world has {left} replicas and not {Machines}.");
    }

    static async Task ReportAsync(string data, DateTimeOffset from, DateTimeOffset until, TimeSpan taken, Figures figures)
    {
        await using var database = await DataFile.OpenAsync(data);
        var ticks = await DataFile.ReadAsync(
            database, "SELECT \"BeganAt\" - \"Tick\" FROM \"ReplicationRuns\" WHERE \"OfTick\" AND \"Tick\" >= @from AND \"Tick\" < @until", row => TimeSpan.FromTicks(row.GetInt64(0)).TotalSeconds, ("@from", from.UtcTicks), ("@until", until.UtcTicks));
        var failed = (await DataFile.ReadAsync(database, "SELECT COUNT(*) FROM \"ReplicationRuns\" WHERE \"Reason\" IS NOT NULL AND \"Tick\" >= @from", row => row.GetInt32(0), ("@from", from.UtcTicks)))[0];
        var skipped = (await DataFile.ReadAsync(database, "SELECT COALESCE(SUM(\"Count\"), 0) FROM \"SkippedTicks\" WHERE \"Until\" >= @from AND \"From\" < @until", row => row.GetInt32(0), ("@from", from.UtcTicks), ("@until", until.UtcTicks)))[0];
        // A tick that found the run before it still running is decided as well: it is skipped, and recorded.
        figures.AddAtLeast("ticks decided", ticks.Count + skipped, "", Machines * Measured.TotalMinutes * 0.98, $"{Machines} machines for {Measured.TotalMinutes:0} minutes; {ticks.Count} began, {skipped} skipped behind a run, {failed} failed");
        if (ticks.Count == 0) return;
        foreach (var (upTo, index) in new[] { 0.25, 0.5, 1, 1.5, 2, 3, 5, double.PositiveInfinity }.Select((upTo, index) => (upTo, index)))
            Figures.Say(string.Create(CultureInfo.InvariantCulture, $"  decided within {upTo,8:0.##} s   {100d * ticks.Count(lag => lag <= upTo) / ticks.Count,6:0.00} %"));
        figures.Add("decided after its tick, median", Figures.Median(ticks), "s");
        figures.Add("decided after its tick, p99", Figures.Percentile(ticks, 0.99), "s");
        figures.Add("decided after its tick, most", ticks.Max(), "s", bar: 5);
        figures.Add("processor of the whole console", taken / (until - from), "cores", bar: 0.5);
    }
}
