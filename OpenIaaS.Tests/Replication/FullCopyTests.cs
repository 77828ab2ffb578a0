using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Persistence;

namespace OpenIaaS.Tests.Replication;

/// <summary>"Full copy when the base is missing, visibly": the run says so and why, and a point that is gone is not offered any longer.</summary>
public sealed class FullCopyTests
{
    [Fact]
    public async Task A_base_that_is_missing_on_the_target_makes_a_full_copy_that_says_why_and_the_lost_point_goes()
    {
        await using var stage = await EngineStage.CreateAsync(Store.SqliteFile);
        var engine = stage.Engine();
        var (replica, name, lost) = await FirstAsync(stage);
        await stage.Installation.Get<Faults>().LoseBaseAsync(name, default);

        await stage.PlayAsync(TimeSpan.FromMinutes(40), async () =>
        {
            await engine.RunAsync(default);
            return engine;
        });

        await using var database = stage.Installation.Database();
        var runs = await database.ReplicationRuns.Where(run => run.ReplicaId == replica && run.CapturedAt > lost).OrderBy(run => run.BeganAt).ToListAsync();
        Assert.Equal((true, $"The newest point of {name} is not on the target any more: everything was copied anew.", lost), (runs[0].IsFull, runs[0].FullBecause, runs[0].Since));
        Assert.All(runs.Skip(1), run => Assert.Equal((false, null), (run.IsFull, run.FullBecause)));
        var points = await database.RecoveryPoints.Where(point => point.ReplicaId == replica).Select(point => point.CapturedAt).ToListAsync();
        Assert.DoesNotContain(lost, points);
        Assert.Contains(runs[0].CapturedAt!.Value, points);
        var storage = await database.StorageRepositories.SingleAsync(row => row.Id == runs[0].TargetStorageId);
        var taken = (await database.RecoveryPoints.ToListAsync()).Join(await database.Replicas.ToListAsync(), point => point.ReplicaId, row => row.Id, (point, row) => (point.Size, row.PolicyId))
            .Join(await database.ReplicationPolicies.Where(policy => policy.TargetStorageId == storage.Id).ToListAsync(), point => point.PolicyId, policy => policy.Id, (point, _) => point.Size);
        Assert.Equal(taken.Aggregate(ByteSize.Zero, (sum, size) => sum + size), storage.Used);
    }

    /// <summary>Otherwise it would be taken for a copy that nobody waits for when it is told of again, and its space would be given back.</summary>
    [Fact]
    public async Task A_run_that_was_looked_at_before_its_snapshot_was_taken_does_not_end_before_it()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(14));
        var (run, link) = ((await world.RunsAsync())[0], world.Link);
        var late = world.Cloud.Clock.GetUtcNow().AddSeconds(5);
        await using (var database = world.Cloud.Database())
            await database.ReplicationRuns.ExecuteUpdateAsync(row => row.SetProperty(it => it.EndedAt, (DateTimeOffset?)null).SetProperty(it => it.CapturedAt, (DateTimeOffset?)null));
        var told = new EndedTransfer(run.ReplicaId, run.BeganAt, new HardwareTask(
            run.TransferKey, HardwareTaskState.Succeeded, 100, TimeSpan.Zero, JsonSerializer.Serialize(new TransferResult(late, ByteSize.FromGiB(1), true), Infrastructure.Application.DomainJson.Options), null));
        var ending = world.Cloud.Get<ReplicationEnding>();

        await ending.EndAsync([told], late.AddSeconds(-5), default);
        await ending.EndAsync([told], late.AddSeconds(5), default);
        await ending.ReturnAsync(late.AddSeconds(5), default);

        Assert.Equal(late, (await world.RunsAsync())[0].EndedAt);
        Assert.Empty(link.Released);
    }

    [Fact]
    public async Task The_first_copy_says_that_it_is_the_first()
    {
        await using var rack = await Simulation.Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");

        var written = JsonSerializer.Deserialize<TransferResult>(
            (await rack.SucceedAsync((await rack.Links.TransferAsync([new TransferRequest("first", new ReplicationWay(machine, null, rack.VolumeB))], default))[0])).Result!, Infrastructure.Application.DomainJson.Options)!;

        Assert.Equal((true, "It is the first copy of web-01.", false), (written.IsFull, written.FullBecause, written.BaseMissing));
    }

    [Fact]
    public async Task Machines_whose_snapshots_froze_are_told_and_others_are_not()
    {
        await using var rack = await Simulation.Rack.CreateAsync();
        var (frozen, other) = (await rack.CreatedAsync("web-01"), await rack.CreatedAsync("web-02"));
        await rack.Faults.FreezeAsync("web-01", true, default);

        var found = await rack.Links.FreezingAsync([frozen, other], default);

        Assert.Equal("The snapshot of web-01 froze: its system writes without pause.", Assert.Single(found).Value);
        await rack.Faults.FreezeAsync("web-01", false, default);
        Assert.Empty(await rack.Links.FreezingAsync([frozen, other], default));
    }

    /// <summary>A machine that is copied within half an hour, with its newest point.</summary>
    static async Task<(Id<Replica> Replica, string Name, DateTimeOffset Newest)> FirstAsync(EngineStage stage)
    {
        await using var database = stage.Installation.Database();
        var found = await (
            from replica in database.Replicas
            join machine in database.VirtualMachines on replica.MachineId equals machine.Id
            where replica.WaitingSince == null
            orderby replica.NextRunAt
            select new { replica.Id, machine.Name, replica.LastPointAt }).FirstAsync();
        return (found.Id, found.Name, found.LastPointAt!.Value);
    }
}
