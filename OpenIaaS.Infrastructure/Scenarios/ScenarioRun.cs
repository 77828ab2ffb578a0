using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Live;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Persistence.Sqlite;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>
/// Plays a scenario on virtual time: the product with its real use cases, worker, engines and tables on SQLite in memory, and one loop that
/// jumps from one instant at which something is due to the next.
/// </summary>
public sealed class ScenarioRun
{
    internal static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Scenario scenario;
    readonly Playing how;
    readonly SerialContext context;
    readonly ScenarioLog log;
    readonly VirtualClock clock = new(Beginning);
    readonly List<Scenario.Happening> events;
    readonly List<Beat> beats = [];
    readonly Referee referee = new();

    readonly Queue<DateTimeOffset> restarts;
    readonly List<ServiceProvider> killed = [];

    ServiceProvider services = null!;
    ScenarioWorld world = null!;
    ScenarioOperator user = null!;
    Witness witness = null!;
    IBladeFabric fabric = null!;
    Upcoming upcoming = null!;
    Invariants invariants = null!;
    MemoryTables tables = null!;
    long activitiesBegun = -1;
    long activitiesSeen = -1;
    long runsSeen = -1;
    long snapshotsSeen = -1;
    readonly HashSet<(string Host, DateTimeOffset At)> down = [];
    bool hardwareChanged = true;
    bool hardwareAsked = true;
    DateTimeOffset? boot;
    bool rearranged;

    ScenarioRun(Scenario scenario, SerialContext context, ScenarioLog log, Playing how)
    {
        (this.scenario, this.context, this.log, this.how) = (scenario, context, log, how);
        restarts = new(how.Restarts.Order().Select(at => Beginning + at));
        events = [.. scenario.Events.OrderBy(happening => happening.At)];
    }

    /// <summary>Plays the scenario to its end.</summary>
    /// <param name="scenario">What to play.</param>
    /// <param name="output">Where the log goes.</param>
    /// <param name="how">At which speed, with which processes; null for the usual.</param>
    /// <returns>The broken invariant, or null; and the hash of the log.</returns>
    public static Task<(string? Broken, string Hash)> PlayAsync(Scenario scenario, TextWriter output, Playing? how = null) => SerialContext.RunAsync(async context =>
    {
        using var log = new ScenarioLog(output, scenario.CalmFrom);
        return await new ScenarioRun(scenario, context, log, how ?? Playing.Usual).PlayAsync();
    });

    /// <summary>How much of its time has passed.</summary>
    internal TimeSpan At => clock.GetUtcNow() - Beginning;

    internal TimeSpan Duration => scenario.Duration;

    internal ScenarioWorld World => world;

    internal IServiceProvider Services => services;

    /// <summary>The hash of what was logged so far.</summary>
    internal string Hash => log.Hash;

    /// <summary>Lets time pass up to a moment before which nothing is due.</summary>
    internal void MoveTo(TimeSpan at) => clock.AdvanceTo(Beginning + at);

    /// <summary>Adds to what happens; after everything the scenario has at the same moment, as if it stood last in the file.</summary>
    internal void Insert(Scenario.Happening happening)
    {
        events.Insert(events.FindLastIndex(other => other.At <= happening.At) + 1, happening);
        rearranged = true;
    }

    async Task<(string? Broken, string Hash)> PlayAsync()
    {
        services = Compose();
        try
        {
            await BuildAsync();
            log.Write(At, "scenario.begun", ("seed", scenario.Seed), ("hosts", world.Hosts.Count), ("machines", world.Machines.Count));
            var broken = await LoopAsync();
            if (broken is not null) log.Write(At, "invariant.broken", ("result", "failed"), ("reason", broken), ("seed", scenario.Seed));
            return (broken, log.End(At));
        }
        finally
        {
            await services.DisposeAsync();
            foreach (var process in Enumerable.Reverse(killed)) await process.DisposeAsync();
        }
    }

    ServiceProvider Compose()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddMemoryDatabase();
        collection.AddOpenIaaSCore();
        collection.AddSingleton(new SimulationOptions(scenario.Seed, 1)).AddSimulation();
        collection.AddSingleton<ScenarioOperator>().AddSingleton<ScenarioRecovery>();
        collection.Replace(ServiceDescriptor.Singleton<IdSource, CountedIds>());
        how.Configure?.Invoke(collection);
        if (killed is [var first, ..])
        {
            // The tables and the count of identities outlive a process.
            collection.TakeOverMemoryDatabase(first);
            collection.Replace(ServiceDescriptor.Singleton(first.GetRequiredService<IdSource>()));
        }

        return collection.BuildServiceProvider();
    }

    async Task BuildAsync()
    {
        var databases = services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        await using (var database = await databases.CreateDbContextAsync()) await database.Database.EnsureCreatedAsync();
        world = new ScenarioWorld(scenario, services.GetRequiredService<IdSource>(), services.GetRequiredService<Guest>(), Beginning);
        await services.GetRequiredService<Fleet>().ImportAsync(world.Hardware, world.Rows, _ => Task.FromResult(true), default);
        foreach (var part in await services.GetRequiredService<IHardware>().ObserveAsync(world.Zones.Keys, default))
            if (part.Kind != HardwarePartKind.Link) world.Parts[ScenarioParts.NameOf(part, world.Zones[part.Zone])] = part;
        witness = new Witness(databases, world, log, referee, services.GetRequiredService<Durations>());
        invariants = new Invariants(databases, services.GetRequiredService<Guest>());
        Connect();
    }

    /// <summary>Puts the process that runs now into the loop.</summary>
    void Connect()
    {
        fabric = services.GetRequiredService<IBladeFabric>();
        upcoming = services.GetRequiredService<Upcoming>();
        var before = user;
        user = services.GetRequiredService<ScenarioOperator>();
        if (before is not null) user.Continue(before);
        var feed = services.GetRequiredService<ChangeFeed>();
        beats.Clear();
        tables = services.GetRequiredService<MemoryTables>();
        activitiesBegun = activitiesSeen = runsSeen = snapshotsSeen = -1;
        // The order of the engines at one instant: what is seen of the hardware first, then what is done about it.
        foreach (var engine in services.GetServices<IEngine>().OrderBy(engine => engine.Name.EndsWith("inventory", StringComparison.Ordinal) ? 0 : 1).ThenBy(engine => engine.Name, StringComparer.Ordinal))
            beats.Add(new Beat(engine, feed.Subscribe(world.User.TenantId, engine.Watches)));
    }

    /// <summary>The process is killed where it stands, and another one takes over its tables as the console does at its start.</summary>
    async Task RestartAsync()
    {
        clock.Forget();
        killed.Add(services);
        services = Compose();
        await using var database = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        await DatabaseStartup.ReleaseLeasesAsync(database, default);
        Connect();
        // An engine that looked at once would see sooner what it looks for now and then; it looks when it would have.
        foreach (var beat in beats) await beat.ResumeAsync(clock.GetUtcNow());
    }

    async Task<string?> LoopAsync()
    {
        while (true)
        {
            if (restarts.TryPeek(out var kill) && kill <= clock.GetUtcNow())
            {
                restarts.Dequeue();
                await RestartAsync();
            }

            await SettleAsync();
            if ((referee.Broken ?? log.Restless ?? await invariants.BrokenAsync(clock.GetUtcNow(), tables, default)) is { } broken) return broken;
            // What the hardware does by itself follows from what was done to it: it is asked again only after that.
            if (hardwareAsked) boot = await upcoming.NextAsync(default);
            hardwareAsked = false;
            DateTimeOffset?[] due = [clock.NextTimer, boot, events is [var happening, ..] ? Beginning + happening.At : null, .. beats.Select(beat => beat.Due), restarts.TryPeek(out var planned) ? planned : null];
            if (due.Min() is not { } next || next - Beginning > scenario.Duration)
            {
                if (how.Conduct is { } last)
                {
                    await last(this, scenario.Duration);
                    if (IsRearranged()) continue;
                }

                clock.AdvanceTo(Beginning + scenario.Duration);
                return await invariants.BrokenAsync(clock.GetUtcNow(), null, default) ?? (scenario.CalmFrom is null ? null : await invariants.RestlessAsync(default));
            }

            if (next > clock.GetUtcNow())
            {
                await how.WaitAsync(next - clock.GetUtcNow());
                if (how.Conduct is { } conduct)
                {
                    await conduct(this, next - Beginning);
                    if (IsRearranged()) continue;
                }

                clock.AdvanceTo(next);
            }

            if (next == boot)
            {
                (hardwareChanged, hardwareAsked) = (true, true);
                await witness.SeeRebuildsAsync(At, clock.GetUtcNow(), default);
                await fabric.ObserveAsync(default);
                await witness.SeeFencesAsync(At, clock.GetUtcNow(), default);
            }

            await context.DrainAsync();
        }
    }

    bool IsRearranged()
    {
        var was = rearranged;
        rearranged = false;
        return was;
    }

    /// <summary>Does everything that is due at this instant, until nothing follows from it any more.</summary>
    async Task SettleAsync()
    {
        var worker = services.GetRequiredService<ActivityWorker>();
        while (true)
        {
            var any = await HappenAsync();
            foreach (var beat in beats) any |= await beat.RunAsync(hardwareChanged, clock.GetUtcNow());
            hardwareChanged = false;
            if (tables.IsNew(ref activitiesBegun, "Activities") || worker.Running > 0) any |= await worker.BeginDueAsync(default) > 0;
            await context.DrainAsync();
            if (tables.IsNew(ref activitiesSeen, "Activities") && await witness.SeeActivitiesAsync(At, default))
            {
                await witness.SeeStallsAsync(At, clock.GetUtcNow(), default);
                any = true;
            }

            if (await witness.SeeCopiesAsync(At, clock.GetUtcNow(), default)) any = true;
            if (tables.IsNew(ref snapshotsSeen, "SnapshotDisks")) await witness.SeeCoalescingAsync(At, clock.GetUtcNow(), default);
            if (tables.IsNew(ref runsSeen, "ReplicationRuns")) any |= await witness.SeeRunsAsync(At, clock.GetUtcNow(), default);
            if (any && user.IsWaiting)
                foreach (var (step, problem) in await user.TryAgainAsync(world, default)) Refused(step, problem);
            if (!any) return;
        }
    }

    async Task<bool> HappenAsync()
    {
        if (events is not [var happening, ..] || happening.At > At) return false;
        events.RemoveAt(0);
        // What breaks at one instant breaks before anybody can act on it.
        foreach (var step in happening.Steps.Where(ScenarioOperator.IsHardware))
        {
            var (kind, done) = await user.TouchAsync(world, step, default);
            if (done.Ok) log.Write(At, $"{kind}.{Past(step.Verb)}", (kind, step.Subject), ("result", "done"));
            else log.Write(At, $"{kind}.{Past(step.Verb)}", (kind, step.Subject), ("result", "refused"), ("reason", done.Problems[0].Message));
            (hardwareChanged, hardwareAsked) = (true, true);
            if (step.Verb == Scenario.Verb.Fail && done.Ok) await SeeHostsAsync(step.Subject);
            if (step.Verb == Scenario.Verb.Fail) await witness.SeeHardwareAsync(At, clock.GetUtcNow(), $"The {kind} {step.Subject} failed.", default);
        }

        await witness.SeeStallsAsync(At, clock.GetUtcNow(), default);
        foreach (var step in happening.Steps.Where(step => !ScenarioOperator.IsHardware(step)))
            if (await user.AskAsync(world, step, default) is { } problem) Refused(step, problem);
        return true;
    }

    /// <summary>Tells the referee which hosts went down at this moment, and the log those that were not named themselves.</summary>
    async Task SeeHostsAsync(string named)
    {
        var now = clock.GetUtcNow();
        var lost = await witness.LostAsync(now, default);
        foreach (var (name, host) in world.Hosts.OrderBy(host => host.Key, StringComparer.Ordinal))
        {
            if (!lost.TryGetValue(host.Id, out var cause)) continue;
            referee.HostBroken(name);
            if (down.Add((name, now)) && name != named) log.Write(At, "host.lost", ("host", name), ("reason", cause));
        }
    }

    void Refused(Scenario.Step step, Problem problem)
    {
        var what = step.Verb is Scenario.Verb.Maintain or Scenario.Verb.Resume ? "host" : "machine";
        log.Write(At, $"{what}.{Past(step.Verb)}", (what, step.Subject), ("result", "refused"), ("reason", problem.Message));
    }

    static string Past(Scenario.Verb verb) => verb switch
    {
        Scenario.Verb.Fail => "broken",
        Scenario.Verb.Recover => "repaired",
        Scenario.Verb.Connect => "joined",
        Scenario.Verb.CutHeartbeat => "cut",
        Scenario.Verb.Partition => "partitioned",
        Scenario.Verb.Fill => "filled",
        Scenario.Verb.Slow => "slowed",
        Scenario.Verb.Degrade => "degraded",
        Scenario.Verb.Freeze => "frozen",
        Scenario.Verb.LosePoint => "lost",
        Scenario.Verb.Start => "start",
        Scenario.Verb.Stop => "stop",
        Scenario.Verb.Restart or Scenario.Verb.ForceRestart => "restart",
        Scenario.Verb.Migrate => "migrate",
        Scenario.Verb.Relocate => "relocate",
        Scenario.Verb.FailOver => "failover",
        Scenario.Verb.TestFailover => "failover-test",
        Scenario.Verb.FailBack => "failback",
        Scenario.Verb.Snapshot or Scenario.Verb.DeleteSnapshot or Scenario.Verb.RevertSnapshot => "snapshot",
        Scenario.Verb.Maintain => "maintain",
        Scenario.Verb.Resume => "resume",
        Scenario.Verb.SetPriority => "priority",
    };

    /// <summary>One engine, and when it must look next.</summary>
    sealed class Beat(IEngine engine, ChangeFeed.Watch watch)
    {
        public DateTimeOffset? Due { get; private set; } = DateTimeOffset.MinValue;

        public async Task<bool> RunAsync(bool hardwareChanged, DateTimeOffset now)
        {
            if (!watch.TakeChange() && !hardwareChanged && !(Due <= now)) return false;
            var did = await engine.RunAsync(default) is not null;
            // What is due still is looked at again after its usual pause; otherwise time would stand still.
            Due = await engine.NextDueAsync(default) is { } next ? next > now ? next : Pause(now, engine.Every) : null;
            return did;
        }

        /// <summary>Asks what is due without looking: the process before this one has done what was due until now.</summary>
        public async Task ResumeAsync(DateTimeOffset now) => Due = await engine.NextDueAsync(default) is { } next ? next >= now ? next : Pause(now, engine.Every) : null;

        /// <summary>At whole multiples of the pause, whenever it begins: a process that was started anew looks at the same moments.</summary>
        static DateTimeOffset Pause(DateTimeOffset now, TimeSpan every) => now + every - TimeSpan.FromTicks((now - Beginning).Ticks % every.Ticks);
    }
}
