using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Infrastructure.Scenarios.Rehearsing;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>A scenario that is played by hand: held, gone on with, interfered with and wound back. What was done can be played again, to the byte.</summary>
public sealed partial class RehearsalTests
{
    const string File =
        """
        { "seed": 7, "duration": "PT2H",
          "zones": [ { "name": "AZ-A", "pools": [ { "name": "P1",
            "storage": [ { "name": "SR1", "capacityGiB": 4096 } ], "highAvailability": { "heartbeat": "SR1" },
            "hosts": [ { "name": "h1", "memoryGiB": 64 }, { "name": "h2", "memoryGiB": 64 } ],
            "virtualMachines": [ { "name": "a", "host": "h1", "memoryGiB": 8, "highAvailability": "restart" } ] } ] } ],
          "events": [ { "at": "PT1H", "fail": ["h2"] } ] }
        """;

    readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Rehearsal_stands_still_at_the_moment_it_was_opened_at()
    {
        using var rehearsal = Open(at: TimeSpan.FromMinutes(5));

        var frame = await FrameAsync(rehearsal, seen => seen.At == TimeSpan.FromMinutes(5));

        Assert.Null(rehearsal.Speed);
        Assert.Equal(["h1", "h2"], frame.Hosts.Select(host => host.Name));
        Assert.All(frame.Hosts, host => Assert.Equal(HostStatus.Connected, host.Status));
        Assert.Equal(1, frame.Hosts.Single(host => host.Name == "h1").Machines);
    }

    [Fact]
    public async Task What_is_broken_by_hand_is_seen_broken_and_its_machine_restarts_elsewhere()
    {
        using var rehearsal = Open(at: TimeSpan.FromMinutes(10));
        var step = await BreakAsync(rehearsal, "h1");

        var broken = await FrameAsync(rehearsal, seen => seen.Hosts.Any(host => host.Status == HostStatus.Failed));
        Assert.Equal(new OwnStep(TimeSpan.FromMinutes(10), Scenario.Verb.Fail, "h1"), step);
        Assert.Equal("h1", broken.Hosts.Single(host => host.Status == HostStatus.Failed).Name);

        rehearsal.GoTo(TimeSpan.FromMinutes(20));
        var after = await FrameAsync(rehearsal, seen => seen.At == TimeSpan.FromMinutes(20));
        Assert.Equal(1, after.Hosts.Single(host => host.Name == "h2").Machines);
    }

    [Fact]
    public async Task Interfered_rehearsal_gives_the_same_log_as_its_link()
    {
        using var rehearsal = Open(at: TimeSpan.FromMinutes(10));
        await BreakAsync(rehearsal, "h1");
        rehearsal.GoTo(TimeSpan.FromSeconds(1234));
        await FrameAsync(rehearsal, seen => seen.At == TimeSpan.FromSeconds(1234));
        var host = Id(rehearsal, "h1");
        Assert.True(rehearsal.Do(Scenario.Verb.Recover, host).Ok);
        rehearsal.GoTo(rehearsal.Duration);
        var end = await FrameAsync(rehearsal, seen => seen.IsEnded);

        var link = rehearsal.Steps.Select(step => step.ToString()).ToList();
        using var again = Open(at: rehearsal.Duration, [.. link.Select(text => OwnStep.Parse(text)!)]);
        var same = await FrameAsync(again, seen => seen.IsEnded);

        Assert.Equal(["PT10M~fail~h1", "PT20M34S~recover~h1"], link);
        Assert.Equal(end.Hash, same.Hash);
        Assert.Equal(rehearsal.Lines, again.Lines);
    }

    [Fact]
    public async Task Untouched_rehearsal_gives_the_hash_of_the_command_however_it_was_played()
    {
        var (_, hash) = await ScenarioRun.PlayAsync(Read(), TextWriter.Null);
        using var rehearsal = Open(at: TimeSpan.Zero);
        await FrameAsync(rehearsal, seen => seen.At == TimeSpan.Zero);

        rehearsal.Play(1000);
        await FrameAsync(rehearsal, seen => seen.IsEnded, advance: TimeSpan.FromMilliseconds(90));

        Assert.Equal(hash, rehearsal.Frame!.Hash);
        await rehearsal.Expected.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), rehearsal.Differences());
        Assert.All(rehearsal.Happened(100), line => Assert.True(line.Expected));
    }

    [Fact]
    public async Task Time_passes_at_the_speed_that_was_asked_for()
    {
        using var rehearsal = Open(at: TimeSpan.Zero);
        await FrameAsync(rehearsal, seen => seen.At == TimeSpan.Zero);

        var began = clock.GetUtcNow();
        rehearsal.Play(60);
        clock.Advance(TimeSpan.FromSeconds(10));
        var frame = await FrameAsync(rehearsal, seen => seen.At >= TimeSpan.FromMinutes(10), advance: TimeSpan.FromMilliseconds(1));

        Assert.True(frame.At <= 60 * (clock.GetUtcNow() - began), $"{frame.At} has passed after {clock.GetUtcNow() - began}");
        Assert.True(clock.GetUtcNow() - began < TimeSpan.FromSeconds(11), $"It took {clock.GetUtcNow() - began}");
    }

    [Fact]
    public async Task Next_stands_still_at_the_next_thing_that_happens()
    {
        using var rehearsal = Open(at: TimeSpan.FromMinutes(1));
        await FrameAsync(rehearsal, seen => seen.At == TimeSpan.FromMinutes(1));

        rehearsal.Next();
        var frame = await FrameAsync(rehearsal, seen => seen.At > TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromHours(1), frame.At);
        Assert.Equal("host.broken", rehearsal.Happened(1)[0].Line.Kind);
    }

    [Fact]
    public async Task Back_to_before_takes_the_last_thing_away_as_if_it_had_never_been_done()
    {
        using var rehearsal = Open(at: TimeSpan.FromMinutes(10));
        await BreakAsync(rehearsal, "h1");
        rehearsal.GoTo(TimeSpan.FromMinutes(30));
        await FrameAsync(rehearsal, seen => seen.At == TimeSpan.FromMinutes(30));
        await rehearsal.Expected.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.NotEqual((0, 0), rehearsal.Differences());

        rehearsal.Again([], TimeSpan.FromMinutes(10));
        var frame = await FrameAsync(rehearsal, seen => seen.At == TimeSpan.FromMinutes(10));

        Assert.Empty(rehearsal.Steps);
        Assert.All(frame.Hosts, host => Assert.Equal(HostStatus.Connected, host.Status));
        Assert.Equal((0, 0), rehearsal.Differences());
    }

    [Fact]
    public async Task Nothing_can_be_done_after_the_end_and_the_refusal_says_so()
    {
        using var rehearsal = Open(at: TimeSpan.FromHours(2));
        await FrameAsync(rehearsal, seen => seen.IsEnded);

        var refused = rehearsal.Do(Scenario.Verb.Fail, Id(rehearsal, "h1"));

        Assert.Equal("The scenario has ended at 02:00:00; go back in time to do something.", Assert.Single(refused.Problems).Message);
        Assert.Empty(rehearsal.Steps);
    }

    [Fact]
    public void As_many_invariants_are_said_to_hold_as_are_broken_on_purpose() =>
        Assert.Equal(Rehearsal.Invariants, new[] { typeof(InvariantTests), typeof(RefereeTests) }.SelectMany(tests => tests.GetMethods())
            .Select(test => Invariant().Match(test.Name)).Where(named => named.Success).Select(named => named.Value).Distinct().Count());

    [Fact]
    public void Only_so_many_are_open_at_one_time_and_a_closed_one_makes_room()
    {
        var rehearsals = new Rehearsals(clock);
        var caller = new Caller(default, null, "Maya Lefort", new HashSet<string> { Permission.Lab }.ToFrozenSet());
        var open = Enumerable.Range(0, Rehearsals.Most).Select(_ => rehearsals.Open(Read(), [], TimeSpan.Zero, caller).Value).ToList();

        Assert.Equal("8 rehearsals are open here, and 8 is the most at one time; close one.", Assert.Single(rehearsals.Open(Read(), [], TimeSpan.Zero, caller).Problems).Message);
        open[0].Dispose();
        open[0] = rehearsals.Open(Read(), [], TimeSpan.Zero, caller).Value;

        open.ForEach(rehearsal => rehearsal.Dispose());
    }

    [Fact]
    public void Step_on_something_that_is_not_there_is_refused() =>
        Assert.Equal("There is no host, storage, link or part h9.", Rehearsals.Check(Read(), [OwnStep.Parse("PT1M~fail~h9")!])?.Message);

    [Theory]
    [InlineData("PT1M~explode~h1")]
    [InlineData("soon~fail~h1")]
    [InlineData("-PT1M~fail~h1")]
    [InlineData("PT1M~fail~")]
    [InlineData("")]
    public void Step_that_cannot_be_read_is_none(string text) => Assert.Null(OwnStep.Parse(text));

    [GeneratedRegex(@"^I\d+(?=_)")]
    private static partial Regex Invariant();

    static Scenario Read() => ScenarioReader.Read(Encoding.UTF8.GetBytes(File));

    Rehearsal Open(TimeSpan at, params IReadOnlyList<OwnStep> steps) => new(Read(), steps, at, clock, _ => { });

    static Guid Id(Rehearsal rehearsal, string name) => rehearsal.Frame!.Names.Single(known => known.Value == name).Key;

    async Task<OwnStep> BreakAsync(Rehearsal rehearsal, string name)
    {
        await FrameAsync(rehearsal, _ => true);
        var step = rehearsal.Do(Scenario.Verb.Fail, Id(rehearsal, name));
        Assert.True(step.Ok);
        return step.Value;
    }

    /// <summary>The first frame that is as it should be; the test fails when none comes.</summary>
    async Task<RehearsalFrame> FrameAsync(Rehearsal rehearsal, Func<RehearsalFrame, bool> wanted, TimeSpan? advance = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            rehearsal.Changed += Tell;
            Assert.Null(rehearsal.Failure);
            if (rehearsal.Frame is { } frame && wanted(frame) && !rehearsal.IsWinding) return frame;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60), $"Still at {rehearsal.Frame?.At}");
            if (advance is { } time) clock.Advance(time);
            await Task.WhenAny(changed.Task, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
            rehearsal.Changed -= Tell;

            void Tell() => changed.TrySetResult();
        }
    }
}
