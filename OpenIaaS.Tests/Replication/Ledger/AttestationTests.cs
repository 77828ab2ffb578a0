using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Replication;
using OpenIaaS.Console.Replication.Ledger;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Tests.Replication.Ledger;

public sealed class AttestationTests
{
    static async Task<Attestation> MadeAsync(ReplicationWorld world, string? month = null, Id<ReplicationPolicy>? policy = null) =>
        (await world.Cloud.Get<AttestationQueries>().OfMonthAsync(month, policy, world.Cloud.World.Caller, default)).Value;

    [Fact]
    public async Task It_counts_whole_days_of_every_machine_and_the_breaches_with_their_causes()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await LedgerQueriesTests.TwoDaysAsync(world);

        var made = await MadeAsync(world);

        Assert.Equal((new DateOnly(2026, 11, 1), new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), false), (made.Month, made.Until.AddDays(1), made.IsWhole));
        Assert.Equal(["erp-db-01", "office-01"], made.Machines.Select(machine => machine.Machine));
        Assert.Equal(TimeSpan.FromHours(10), made.Machines[0].Time.Counted);
        var breach = Assert.Single(made.Breaches);
        Assert.Equal((BreachCause.LinkDown, made.Machines[0].Time.Breached), (breach.Cause, breach.Until!.Value - breach.From));
        Assert.Equal((1, 0), (made.Machines[0].Breaches, made.Machines[1].Breaches));
        Assert.Equal("15", made.Machines[0].Promises.Single().Interval.Count.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_machine_that_is_no_longer_replicated_is_still_answered_for()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var (bad, _) = await LedgerQueriesTests.TwoDaysAsync(world);
        await world.PassAsync(TimeSpan.FromMinutes(1));
        var before = (await MadeAsync(world)).Machines[0];
        await world.Cloud.CompleteAsync(await world.Cloud.Get<DissociateReplication>().SubmitAsync(new(bad.Id), world.Cloud.World.Caller, default));

        var after = (await MadeAsync(world)).Machines[0];

        Assert.NotNull(after.RemovedAt);
        Assert.Equal((before.Machine, before.Policy, before.Time, before.Breaches), (after.Machine, after.Policy, after.Time, after.Breaches));
    }

    [Fact]
    public async Task Breach_that_goes_on_at_midnight_is_cut_there()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(10));
        world.Link.Down = true;
        await world.PassAsync(TimeSpan.FromHours(12), TimeSpan.FromMinutes(10));

        var made = await MadeAsync(world);

        var midnight = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal((midnight.AddHours(-9.5), (DateTimeOffset?)midnight), (Assert.Single(made.Breaches).From, made.Breaches[0].Until));
        Assert.Equal(TimeSpan.FromHours(9.5), made.Total.Breached);
    }

    [Theory]
    [InlineData("2026-12")]
    [InlineData("november")]
    [InlineData("2026-13")]
    public async Task Month_that_has_no_whole_day_is_refused(string month)
    {
        await using var world = await ReplicationWorld.CreateAsync();

        var refused = await world.Cloud.Get<AttestationQueries>().OfMonthAsync(month, null, world.Cloud.World.Caller, default);

        Assert.Equal("attestation.month", Assert.Single(refused.Problems).Code);
        Assert.Empty((await MadeAsync(world, "2026-10")).Machines);
    }

    [Fact]
    public async Task File_says_the_same_its_digest_is_its_own_and_is_the_same_tomorrow()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await LedgerQueriesTests.TwoDaysAsync(world);
        var made = await MadeAsync(world);

        var document = await AttestationDocument.OfAsync(made, default);
        await world.PassAsync(TimeSpan.FromMinutes(30));
        var again = await AttestationDocument.OfAsync(await MadeAsync(world), default);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(document.Csv)), document.Digest);
        Assert.Equal(document.Digest, again.Digest);
        var read = CsvReader.Create(document.Csv).GetRecords<AttestationCsv>().ToList();
        Assert.Equal(["machine", "machine", "breach"], read.Select(record => record.Record));
        Assert.Equal((long)made.Machines[0].Time.Breached.TotalSeconds, read[0].BreachedSeconds);
        Assert.Equal(read[0].BreachedSeconds, read[2].BreachedSeconds);
        Assert.Equal((long)made.Length.TotalSeconds, read[0].PendingSeconds + read[0].CompliantSeconds + read[0].AtRiskSeconds + read[0].BreachedSeconds + read[0].NotCountedSeconds);
    }

    [Fact]
    public async Task Paper_has_its_pages_its_typeface_and_any_name()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await LedgerQueriesTests.TwoDaysAsync(world);
        var made = await MadeAsync(world);
        var many = made with { Machines = [.. Enumerable.Range(0, 120).Select(number => made.Machines[0] with { Machine = $"Époque-été-{number} 🚀 漢字 with a name that is much longer than its column" })] };
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

        var paper = AttestationPdf.Of(await AttestationDocument.OfAsync(many, default), services.GetRequiredService<IStringLocalizer<ReplicationText>>());

        var text = Encoding.Latin1.GetString(paper);
        Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
        Assert.InRange(text.Split("/Type/Page").Length + text.Split("/Type /Page").Length, 4, 20);
        Assert.Contains("Inter", text, StringComparison.Ordinal);
    }
}
