using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using OpenIaaS.Console.Replication;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Tests.Replication;

public sealed class ReplicaCsvTests
{
    static readonly string[] Names =
    [
        "erp-db-01", "Époque-été-01", "🚀 rocket 漢字", "with, comma", "with \"quotes\"", "two\r\nlines", "one\nline feed", "=1+1", "+33 1", "-minus", "@at", "\ttab", "'apostrophe", "مرحبا",
    ];

    static async IAsyncEnumerable<ReplicaCsv> RecordsAsync(ReplicationWorld world)
    {
        var now = world.Cloud.Clock.GetUtcNow();
        await foreach (var row in world.Cloud.Get<ReplicaQueries>().Stream(new ReplicaFilter(), "machine", false, world.Cloud.World.Caller).Value.Rows)
            yield return ReplicaCsv.Of(row, now);
    }

    static async Task<byte[]> FileAsync(ReplicationWorld world)
    {
        using var file = new MemoryStream();
        await CsvExport.WriteAsync(file, RecordsAsync(world), CancellationToken.None);
        return file.ToArray();
    }

    static async Task<ReplicationWorld> OddNamesAsync()
    {
        var world = await ReplicationWorld.CreateAsync();
        var policy = await world.PolicyAsync();
        foreach (var name in Names) await world.Cloud.CompleteAsync(await world.AssociateAsync(await world.MachineAsync(name), policy));
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));
        return world;
    }

    [Fact]
    public async Task The_file_equals_the_table_for_names_of_every_kind()
    {
        await using var world = await OddNamesAsync();
        var shown = (await world.Cloud.Get<ReplicaQueries>().ListAsync(new ReplicaFilter(), new TableQuery(0, 50, "machine", false), world.Cloud.World.Caller, default)).Value.Rows;

        var read = CsvReader.Create(await FileAsync(world)).GetRecords<ReplicaCsv>().ToList();

        Assert.Equal(Names.Length, read.Count);
        Assert.Equal(shown.Select(row => Safe(row.Machine)), read.Select(record => record.Machine));
        Assert.Equal(shown.Select(row => row.MachineId.Value), read.Select(record => record.MachineId));
        Assert.Equal(shown.Select(row => row.LastPointAt), read.Select(record => record.NewestPointAt));
        Assert.Equal(shown.Select(row => row.NextRunAt), read.Select(record => record.NextRunAt));
        Assert.All(read, record => Assert.Equal(
            ("AZ05", "clu001-az05", "AZ06", "clu001-az06", "sr-az06-std-01", "erp-15min", 900L, "compliant", 1, 3, 21_474_836_480L),
            (record.SourceZone, record.SourcePool, record.TargetZone, record.TargetPool, record.TargetStorage, record.Policy, record.IntervalSeconds, record.Status,
                record.Points, record.PointsRetained, record.SizeBytes)));

        static string Safe(string name) => name.Length > 0 && "=+-@\t\r\n".Contains(name[0], StringComparison.Ordinal) ? "'" + name : name;
    }

    [Fact]
    public async Task Every_record_has_the_same_columns_and_the_file_is_utf8_without_a_mark()
    {
        await using var world = await OddNamesAsync();
        var bytes = await FileAsync(world);

        using var reader = CsvReader.Create(bytes);
        reader.ReadHeader();
        var columns = reader.Headers.Count;
        while (reader.Read()) Assert.Equal(columns, reader.FieldCount);
        Assert.Equal(24, columns);
        Assert.Equal((byte)'m', bytes[0]);
        Assert.Contains("🚀 rocket 漢字", new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_and_moments_do_not_follow_the_readers_language()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(1));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");

        var text = Encoding.UTF8.GetString(await FileAsync(world));

        Assert.Contains(",900,compliant,2026-11-23T14:00:00+00:00,60,false,1,3,21474836480,2026-11-23T14:00:00+00:00,,2026-11-23T14:00:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_bytes_leave_before_the_last_row_is_read()
    {
        var (taken, takenAtFirstByte) = (0, 0);
        using var file = new Watched(() => takenAtFirstByte = takenAtFirstByte == 0 ? taken : takenAtFirstByte);

        await CsvExport.WriteAsync(file, RowsAsync(), CancellationToken.None);

        Assert.Equal(10_000, taken);
        Assert.InRange(takenAtFirstByte, 1, 500);

        async IAsyncEnumerable<ReplicaCsv> RowsAsync()
        {
            for (taken = 0; taken < 10_000; taken++)
            {
                await Task.Yield();
                yield return new ReplicaCsv { Machine = "machine-" + taken };
            }
        }
    }

    [Fact]
    public async Task Ten_thousand_replicas_are_ten_thousand_lines()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await ManyReplicas.AddAsync(world, 10_000);
        Assert.Equal(10_001, Encoding.UTF8.GetString(await FileAsync(world)).Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task The_answer_is_a_dated_attachment_that_no_browser_guesses_about()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await CsvExport.Download("replicas", RecordsAsync(world), world.Cloud.Clock.GetUtcNow()).ExecuteAsync(context);

        Assert.Equal("text/csv; charset=utf-8", context.Response.ContentType);
        Assert.Equal("attachment; filename=replicas-2026-11-23.csv", context.Response.Headers.ContentDisposition);
        Assert.Equal("nosniff", context.Response.Headers.XContentTypeOptions);
        Assert.StartsWith("machine,", Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_holds_what_the_caller_may_read_and_nothing_else()
    {
        await using var world = await OddNamesAsync();
        var queries = world.Cloud.Get<ReplicaQueries>();

        Assert.Equal(0, await queries.Stream(new ReplicaFilter(), null, false, world.Cloud.World.Stranger).Value.Rows.CountAsync());
        Assert.False(queries.Stream(new ReplicaFilter(), null, false, world.Cloud.World.With(Permission.BackupRead)).Ok);
        Assert.Equal(1, await queries.Stream(new ReplicaFilter("rocket"), null, false, world.Cloud.World.Caller).Value.Rows.CountAsync());
    }

    sealed class Watched(Action written) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            written();
            return base.WriteAsync(buffer, cancellationToken);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            written();
            base.Write(buffer);
        }
    }
}
