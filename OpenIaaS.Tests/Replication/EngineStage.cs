using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Persistence.Demo;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Persistence;

namespace OpenIaaS.Tests.Replication;

/// <summary>The demo world on a real database with engines of one or several nodes, played from one moment at which something is due to the next.</summary>
sealed class EngineStage(Installation installation) : IAsyncDisposable
{
    const int Machines = 24;

    public Installation Installation => installation;

    public static async Task<EngineStage> CreateAsync(Store store)
    {
        var installation = await Installation.CreateAsync(store);
        await installation.Get<DemoWorld>().BuildAsync(Machines, default);
        return new EngineStage(installation);
    }

    public ReplicationEngine Engine(Action<IServiceCollection>? configure = null, Action<DbContextOptionsBuilder>? database = null) =>
        installation.AddNode(configure, database).GetRequiredService<ReplicationEngine>();

    /// <summary>Goes from moment to moment until a time has passed, and does at each what is asked.</summary>
    public async Task PlayAsync(TimeSpan time, Func<Task<ReplicationEngine>> beat)
    {
        var until = installation.Clock.GetUtcNow() + time;
        while (installation.Clock.GetUtcNow() < until)
        {
            var engine = await beat();
            var due = await engine.NextDueAsync(default) ?? until;
            var soon = installation.Clock.GetUtcNow() + engine.Every;
            installation.Clock.SetUtcNow(due > until ? until : due > soon ? due : soon);
        }
    }

    /// <summary>Everything replication left behind, in words that do not depend on drawn identities: two equal ones are the same history.</summary>
    public async Task<string> StateAsync()
    {
        await using var database = installation.Database();
        var names = (await database.Replicas.Join(database.VirtualMachines, replica => replica.MachineId, machine => machine.Id, (replica, machine) => new { replica.Id, machine.Name }).ToListAsync()).ToDictionary(row => row.Id, row => row.Name);
        List<string> lines =
        [
            .. (await database.ReplicationRuns.AsNoTracking().ToListAsync()).Select(run => $"{names[run.ReplicaId]} run {run.Tick:O} {run.OfTick} {run.Since:O} {run.BeganAt:O} {run.ExpectedAt:O} {run.EndedAt:O} {run.CapturedAt:O} {run.Size} {run.FullBecause} {run.Reason}"),
            .. (await database.RecoveryPoints.AsNoTracking().ToListAsync()).Select(point => $"{names[point.ReplicaId]} point {point.CapturedAt:O} {point.CompletedAt:O} {point.Size} {point.IsFull} {point.Digest}"),
            .. (await database.Replicas.AsNoTracking().ToListAsync()).Select(replica => $"{names[replica.Id]} replica {replica.NextRunAt:O} {replica.LastPointAt:O} {replica.RunningSince:O} {replica.WaitingSince:O} {replica.SkippedTicks} {replica.Size} {replica.LastProblem}"),
            .. (await database.SkippedTicks.AsNoTracking().ToListAsync()).Select(skipped => $"{names[skipped.ReplicaId]} skipped {skipped.From:O} {skipped.Until:O} {skipped.Count} {skipped.Cause} {skipped.Reason}"),
            .. (await database.StorageRepositories.AsNoTracking().ToListAsync()).Select(storage => $"{storage.Name} {storage.PoolId} storage {storage.Used.Bytes}".Replace($"{storage.PoolId}", "", StringComparison.Ordinal)),
            .. (await database.Set<SimulatedVolume>().AsNoTracking().ToListAsync()).Select(volume => $"{volume.Name} volume {volume.Used.Bytes}"),
        ];
        lines.Sort(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join('\n', lines)}");
    }

    public ValueTask DisposeAsync() => installation.DisposeAsync();
}
