using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;
using static OpenIaaS.Tests.Compute.PowerTests;

namespace OpenIaaS.Tests.Compute;

public sealed class DeleteVirtualMachineTests
{
    [Fact]
    public async Task Deleted_machine_takes_its_disks_along_gives_their_space_back_and_leaves_its_backups()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);
        await using (var before = cloud.Database())
        {
            before.Add(new MachineBackup(cloud.Get<IdSource>().Next<MachineBackup>(), machine.TenantId, machine.Id, cloud.World.Daily.Id, cloud.Clock.GetUtcNow(), ByteSize.FromGiB(1)));
            await before.SaveChangesAsync();
        }

        var accepted = await DeleteAsync(cloud, machine);
        Assert.Equal(PendingAction.Deleting, (await cloud.MachineAsync(machine.Id)).Pending);
        await cloud.CompleteAsync(accepted);

        await using var database = cloud.Database();
        Assert.Empty(await database.VirtualMachines.ToListAsync());
        Assert.Empty(await database.VirtualDisks.ToListAsync());
        Assert.Empty(await database.NetworkAdapters.ToListAsync());
        Assert.Empty(await database.BackupAssignments.ToListAsync());
        Assert.Single(await database.MachineBackups.ToListAsync());
        Assert.Equal(ByteSize.Zero, (await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Used);
    }

    [Fact]
    public async Task Running_machine_is_not_deleted()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

        Refused("vm.delete-running", await DeleteAsync(cloud, machine));
    }

    [Fact]
    public async Task Running_machine_whose_power_may_be_cut_is_deleted_with_everything()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

        await cloud.CompleteAsync(await DeleteAsync(cloud, machine, force: true));

        await using var database = cloud.Database();
        Assert.Empty(await database.VirtualMachines.ToListAsync());
        Assert.Equal(ByteSize.Zero, (await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Used);
        Assert.Empty(await cloud.Get<IHypervisor>().ObserveAsync([machine.Id], default));
    }

    [Theory]
    [InlineData(false, PowerState.Running, true)]
    [InlineData(true, PowerState.Halted, false)]
    public async Task Running_machine_that_could_not_be_deleted_is_what_it_is_then(bool wasCut, PowerState power, bool wanted)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);
        await cloud.Get<Faults>().SetAsync(wasCut ? SimulatedWork.Delete : SimulatedWork.Stop, 1, "The control domain did not answer.", default);

        await cloud.EndAsync(await DeleteAsync(cloud, machine, force: true));

        machine = await cloud.MachineAsync(machine.Id);
        Assert.Equal((power, PendingAction.None, wanted), (machine.Power, machine.Pending, machine.WantedRunning));
    }

    [Fact]
    public async Task Replicated_machine_is_not_deleted_and_the_sentence_names_its_policy()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        await ReplicateAsync(cloud, machine);

        var refused = await DeleteAsync(cloud, machine);

        Refused("vm.replicated", refused);
        Assert.Contains("erp-15min", refused.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replica_that_may_go_too_is_gone_with_the_machine_and_stays_with_one_that_could_not_be_deleted(bool fails)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        await ReplicateAsync(cloud, machine);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Delete, fails ? 1 : 0, "The control domain did not answer.", default);

        await cloud.EndAsync(await cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(machine.Id, WithReplica: true), cloud.World.Caller, default));

        await using var database = cloud.Database();
        Assert.Equal(fails, await database.VirtualMachines.AnyAsync());
        var replica = await database.Replicas.SingleOrDefaultAsync();
        Assert.Equal(fails, replica is not null);
        Assert.Null(replica?.EndingSince);
    }

    [Fact]
    public async Task Failed_deletion_leaves_everything_in_place()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Delete, 1, "The control domain did not answer.", default);

        await cloud.EndAsync(await DeleteAsync(cloud, machine));

        await using var database = cloud.Database();
        Assert.Equal(PendingAction.None, (await database.VirtualMachines.SingleAsync()).Pending);
        Assert.Single(await database.VirtualDisks.ToListAsync());
        Assert.Equal(ByteSize.FromGiB(20), (await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Used);
    }

    [Fact]
    public async Task Many_deletions_at_once_give_back_all_their_space()
    {
        await using var cloud = await Cloud.CreateAsync();
        List<VirtualMachine> machines = [];
        for (var number = 0; number < 8; number++) machines.Add(await cloud.AddMachineAsync($"vm-{number}"));

        foreach (var machine in machines) Assert.True((await DeleteAsync(cloud, machine)).Ok);
        await cloud.SettleAsync();

        await using var database = cloud.Database();
        Assert.Empty(await database.VirtualMachines.ToListAsync());
        Assert.Equal(ByteSize.Zero, (await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Used);
    }

    internal static async Task ReplicateAsync(Cloud cloud, VirtualMachine machine)
    {
        await using var database = cloud.Database();
        var ids = cloud.Get<IdSource>();
        var policy = new ReplicationPolicy(
            ids.Next<ReplicationPolicy>(), machine.TenantId, "erp-15min", "", new ReplicationInterval(15, IntervalUnit.Minutes), 2, cloud.World.StorageB.Id, cloud.Clock.GetUtcNow());
        database.AddRange(policy, new Replica(ids.Next<Replica>(), machine.TenantId, machine.Id, policy.Id, policy.Interval.Every, cloud.Clock.GetUtcNow()));
        await database.SaveChangesAsync();
    }

    static Task<Result<Id<Domain.Activities.Activity>>> DeleteAsync(Cloud cloud, VirtualMachine machine, bool force = false) =>
        cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(machine.Id, force), cloud.World.Caller, default);
}
