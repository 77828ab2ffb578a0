using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute.Xva;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>"a failed creation leaves no disk, adapter or address behind": by each method, failing in each step in turn.</summary>
public sealed class NothingHalfCreatedTests
{
    const string Address = "02:16:3e:00:00:77";

    public static TheoryData<CreationMethod, Step> Cases => new MatrixTheoryData<CreationMethod, Step>(
        [CreationMethod.Template, CreationMethod.Iso, CreationMethod.Xva, CreationMethod.Marketplace], Enum.GetValues<Step>());

    /// <summary>Where it breaks.</summary>
    public enum Step
    {
        /// <summary>The console has no space to give.</summary>
        Space,

        /// <summary>The volume filled up after it was accepted.</summary>
        Volume,

        /// <summary>The volume is cut off when the work begins.</summary>
        Storage,

        /// <summary>The volume is cut off while its disks are being written.</summary>
        Copy,

        /// <summary>The hypervisor fails on the way.</summary>
        Hypervisor,

        /// <summary>No host of the pool answers.</summary>
        Hosts,
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Creation_that_fails_leaves_nothing_and_can_be_asked_for_again(CreationMethod method, Step step)
    {
        await using var cloud = await Cloud.CreateAsync();
        var (world, faults) = (cloud.World, cloud.Get<Faults>());
        var asked = await AskedAsync(cloud, method);
        if (step == Step.Space)
        {
            var refused = await cloud.CreateAsync(asked with { Disks = [.. asked.Disks, .. Enumerable.Range(0, 3).Select(n => world.NewDisk($"large-{n}", 2000))] });
            Assert.Equal("storage.full", Assert.Single(refused.Problems).Code);
        }
        else
        {
            if (step == Step.Volume) await faults.FillAsync(world.StorageA.Id, default);
            if (step == Step.Storage) await faults.ConnectAsync(world.StorageA.Id, false, default);
            if (step == Step.Hypervisor) await faults.SetAsync(SimulatedWork.Create, 1, "The storage manager gave up.", default, times: 1);
            if (step == Step.Hosts) foreach (var host in world.HostsA) await cloud.Get<IBladeFabric>().FailAsync(host.Id, default);
            var accepted = await cloud.CreateAsync(asked);
            if (step == Step.Copy)
            {
                await BeginAsync(cloud);
                await faults.ConnectAsync(world.StorageA.Id, false, default);
            }

            Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);
            if (step == Step.Volume) await faults.DrainAsync(world.StorageA.Id, default);
        }

        await cloud.NothingIsLeftAsync();
        Assert.Equal(ByteSize.Zero, await cloud.WrittenAsync(world.StorageA));
        if (step is Step.Storage or Step.Copy) await faults.ConnectAsync(world.StorageA.Id, true, default);
        if (step == Step.Hosts) return;
        // The address is free again, and so is everything else.
        await cloud.CompleteAsync(await cloud.CreateAsync(asked));
    }

    /// <summary>Until the hypervisor is at work.</summary>
    static async Task BeginAsync(Cloud cloud)
    {
        await cloud.Get<ActivityWorker>().BeginDueAsync(default);
        await using var database = cloud.Database();
        while (!await database.Set<SimulatedTask>().AnyAsync()) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
    }

    static async Task<NewMachine> AskedAsync(Cloud cloud, CreationMethod method)
    {
        var world = cloud.World;
        var machine = method switch
        {
            CreationMethod.Template => world.Debian(),
            CreationMethod.Iso => InstallFromIsoTests.FromIso(cloud, await InstallFromIsoTests.AddImageAsync(cloud, world.HeartbeatA)),
            CreationMethod.Marketplace => MarketplaceDeploymentTests.Deployed(MarketplaceItem.All.Single(item => item.Name == "Kubernetes node"), world.PoolA, world.StorageA, world.NetworkA.Id),
            CreationMethod.Xva => ImportXvaTests.Imported(cloud, await ImportXvaTests.SendAsync(cloud, new XvaWriter().Write())),
        };
        return machine with { Adapters = [new NewAdapter(world.NetworkA.Id, Address)], BackupPolicies = [world.Daily.Id] };
    }
}
