using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Full copies of machines, and that nothing of one is left which does not come about.</summary>
public sealed class CloneTests
{
    static readonly ByteSize Disk = ByteSize.FromGiB(20);

    [Fact]
    public async Task A_clone_has_the_disks_settings_tags_and_policies_and_addresses_of_its_own()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await AddAsync(cloud, it =>
        {
            it.SetTags(["erp"]);
            it.Prioritise(HighAvailabilityPriority.Restart, 7);
            it.SetAutoPowerOn(true);
        });
        await RevertTests.TakeAsync(cloud, machine);

        var ended = await cloud.CompleteAsync(await CloneAsync(cloud, machine));

        await using var database = cloud.Database();
        var clone = await database.VirtualMachines.SingleAsync(row => row.Name == "erp-db-01_COPY");
        Assert.Equal(clone.Id.ToString(), ended.Outcome);
        Assert.Equal((PowerState.Halted, PendingAction.None, 2, ByteSize.FromGiB(4)), (clone.Power, clone.Pending, clone.VirtualCpus, clone.Memory));
        Assert.Equal((HighAvailabilityPriority.Restart, 7, true, "erp"), (clone.HighAvailability, clone.StartOrder, clone.AutoPowerOn, Assert.Single(clone.Tags)));
        Assert.Equal(1, await database.BackupAssignments.CountAsync(assignment => assignment.MachineId == clone.Id && assignment.PolicyId == cloud.World.Daily.Id));
        Assert.Equal(0, await database.Snapshots.CountAsync(snapshot => snapshot.MachineId == clone.Id));
        var disk = await database.VirtualDisks.SingleAsync(row => row.MachineId == clone.Id);
        Assert.Equal(("system", Disk, cloud.World.StorageA.Id, true), (disk.Name, disk.Capacity, disk.StorageRepositoryId, disk.IsBootable));
        Assert.Equal(2, await database.NetworkAdapters.Select(adapter => adapter.MacAddress).Distinct().CountAsync());
        Assert.Equal(PendingAction.None, (await database.VirtualMachines.SingleAsync(row => row.Id == machine.Id)).Pending);
        Assert.Equal(Disk + Disk + Disk, await cloud.UsedAsync(cloud.World.StorageA));
        Assert.Equal(Disk + Disk + Disk, await cloud.WrittenAsync(cloud.World.StorageA));
        await cloud.CompleteAsync(await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(clone.Id), cloud.World.Caller, default));
    }

    [Fact]
    public async Task Without_its_policies_a_clone_cannot_start_and_does_not_with_its_host()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await AddAsync(cloud, it => it.SetAutoPowerOn(true));

        var ended = await cloud.CompleteAsync(await CloneAsync(cloud, machine, policies: false));

        var clone = await cloud.MachineAsync(Id<VirtualMachine>.Parse(ended.Outcome!, null));
        Assert.False(clone.AutoPowerOn);
        PowerTests.Refused("vm.no-backup-policy", await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(clone.Id), cloud.World.Caller, default));
    }

    [Fact]
    public async Task A_clone_on_other_storage_takes_its_space_there_and_the_machine_is_busy_while_it_is_read()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await AddAsync(cloud);
        var accepted = await CloneAsync(cloud, machine, storage: cloud.World.HeartbeatA.Id);

        PowerTests.Refused("vm.busy", await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id), cloud.World.Caller, default));
        await cloud.CompleteAsync(accepted);

        Assert.Equal((Disk, Disk), (await cloud.UsedAsync(cloud.World.StorageA), await cloud.UsedAsync(cloud.World.HeartbeatA)));
        Assert.Equal((Disk, Disk), (await cloud.WrittenAsync(cloud.World.StorageA), await cloud.WrittenAsync(cloud.World.HeartbeatA)));
    }

    [Fact]
    public async Task How_far_the_copy_is_shows_on_the_machine_and_on_its_clone()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await AddAsync(cloud);
        var accepted = await CloneAsync(cloud, machine);
        await cloud.Get<ActivityWorker>().BeginDueAsync(default);
        for (var second = 0; second < 6; second++)
        {
            cloud.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        await using var database = cloud.Database();
        var progress = (await database.Activities.SingleAsync(activity => activity.Id == accepted.Value)).Progress;
        Assert.InRange(progress, 1, 99);
        var clone = await database.VirtualMachines.SingleAsync(row => row.Name == "erp-db-01_COPY");
        Assert.Equal((PendingAction.Creating, progress), (clone.Pending, (await cloud.Get<VirtualMachineDetailQueries>().FindAsync(clone.Id, cloud.World.Caller, default)).Value.Progress));
        var rows = (await cloud.Get<VirtualMachineQueries>().ListAsync(new VirtualMachineFilter(), new Infrastructure.Application.TableQuery(0, 10, null, false), cloud.World.Caller, default)).Value.Rows;
        Assert.Equal([progress, progress], rows.Select(row => row.Progress!.Value));
        await cloud.EndAsync(accepted);
    }

    [Fact]
    public async Task A_larger_machine_takes_longer_to_copy()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await AddAsync(cloud);
        var one = await TimeAsync(cloud, machine, "first");
        await cloud.CompleteAsync(await cloud.Get<Infrastructure.Application.Storage.CreateDisk>().SubmitAsync(
            new(machine.Id, "data", ByteSize.FromGiB(60), cloud.World.StorageA.Id), cloud.World.Caller, default));

        var four = await TimeAsync(cloud, machine, "second");

        Assert.InRange(four / one, 3, 5);
    }

    public static TheoryData<string, string> Failures => new()
    {
        { "fault", "The copy broke off." },
        { "storage lost", "The block storage sr-az05-std-01 is disconnected." },
        { "host lost", "clu001-az05-blade-1" },
        { "storage full", "sr-az05-std-01 has 0 B free" },
        { "no host", "No host of the pool of erp-db-01 answers." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whatever_fails_nothing_of_the_clone_is_left_and_the_machine_is_free(string failure, string reason)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await AddAsync(cloud);
        var faults = cloud.Get<Faults>();
        if (failure == "fault") await faults.SetAsync(SimulatedWork.Clone, 1, reason, default);
        if (failure == "storage full") await faults.FillAsync(cloud.World.StorageA.Id, default);
        if (failure == "no host") foreach (var host in cloud.World.HostsA) await cloud.Get<IBladeFabric>().FailAsync(host.Id, default);
        var accepted = await CloneAsync(cloud, machine);
        await cloud.Get<ActivityWorker>().BeginDueAsync(default);
        for (var half = 0; half < 10; half++)
        {
            cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        if (failure == "storage lost") await faults.ConnectAsync(cloud.World.StorageA.Id, connected: false, default);
        if (failure == "host lost") await cloud.Get<IBladeFabric>().FailAsync(cloud.World.HostsA[0].Id, default);
        var ended = await cloud.EndAsync(accepted);

        Assert.Equal(ActivityState.Failed, ended.State);
        Assert.Contains(reason, ended.Reason, StringComparison.Ordinal);
        await using var database = cloud.Database();
        Assert.Equal((machine.Id, PendingAction.None), ((await database.VirtualMachines.SingleAsync()).Id, (await database.VirtualMachines.SingleAsync()).Pending));
        Assert.Equal((1, 1, 1), (await database.VirtualDisks.CountAsync(), await database.NetworkAdapters.CountAsync(), await database.BackupAssignments.CountAsync()));
        Assert.Equal(1, await database.Set<SimulatedMachine>().CountAsync());
        Assert.Equal(Disk, await cloud.UsedAsync(cloud.World.StorageA));
        if (failure == "storage full") await faults.DrainAsync(cloud.World.StorageA.Id, default);
        Assert.Equal(Disk, await cloud.WrittenAsync(cloud.World.StorageA));
        Assert.False((await database.Set<SimulatedMachine>().SingleAsync()).IsBusyAt(cloud.Clock.GetUtcNow(), null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(60)]
    public async Task A_clone_of_a_process_that_died_is_made_once_by_another_one(int seconds)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await AddAsync(cloud);
        var accepted = await CloneAsync(cloud, machine);
        using (var death = new CancellationTokenSource())
        {
            using var dying = new ActivityWorker(
                cloud.Get<IDbContextFactory<Infrastructure.Persistence.ConsoleDbContext>>(), cloud.Get<OperationRunner>(), new Infrastructure.Application.Activities.WorkSignal(), cloud.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<ActivityWorker>.Instance);
            await dying.BeginDueAsync(death.Token);
            for (var half = 0; half < seconds * 2; half++)
            {
                cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }

            await death.CancelAsync();
        }

        cloud.Clock.Advance(Activity.Lease + TimeSpan.FromSeconds(1));
        await cloud.CompleteAsync(accepted);

        await using var database = cloud.Database();
        Assert.Equal(2, await database.Set<SimulatedMachine>().CountAsync());
        Assert.Equal(Disk + Disk, await cloud.WrittenAsync(cloud.World.StorageA));
    }

    [Fact]
    public async Task What_speaks_against_a_clone_is_said_before_anything_is_taken()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (machine, running) = (await AddAsync(cloud), await cloud.AddMachineAsync("running", cloud.World.HostsA[0]));

        PowerTests.Refused("vm.clone-running", await CloneAsync(cloud, running));
        PowerTests.Refused("name.characters", await CloneAsync(cloud, machine, name: "erp/db"));
        PowerTests.Refused("storage.not-in-pool", await CloneAsync(cloud, machine, storage: cloud.World.StorageB.Id));
        PowerTests.Refused("not-found", await CloneAsync(cloud, machine, caller: cloud.World.Stranger));
        var withoutBackup = cloud.World.With(Permission.ComputeRead, Permission.ComputeManagement);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await CloneAsync(cloud, machine, caller: withoutBackup)).Problems).Kind);
        Assert.Equal(Disk + Disk, await cloud.UsedAsync(cloud.World.StorageA));
        await cloud.CompleteAsync(await CloneAsync(cloud, machine, policies: false, caller: withoutBackup));
    }

    [Fact]
    public async Task All_disks_together_must_fit()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await AddAsync(cloud);
        await using (var database = cloud.Database())
        {
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == cloud.World.StorageA.Id);
            Assert.True(storage.Reserve(storage.Free - ByteSize.FromGiB(19)).Ok);
            await database.SaveChangesAsync();
        }

        var view = (await cloud.Get<ExportQueries>().OfAsync(machine.Id, cloud.World.Caller, default)).Value;
        Assert.Equal("storage.full", view.SameRefused?.Code);
        Assert.Contains("19 GiB free; 20 GiB was asked for", Assert.Single((await CloneAsync(cloud, machine)).Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("erp-db-01", "erp-db-01_COPY")]
    [InlineData("café 🚀", "caf- -_COPY")]
    public void The_name_of_a_copy_follows_the_rule_for_new_names(string name, string copy)
    {
        Assert.Equal(copy, MachineName.OfCopy(name));
        Assert.True(MachineName.Check(MachineName.OfCopy(name)).Ok);
        Assert.True(MachineName.Check(MachineName.OfCopy(new string('x', 255))).Ok);
    }

    internal static async Task<VirtualMachine> AddAsync(Cloud cloud, Action<VirtualMachine>? shape = null) => await cloud.AddMachineAsync(policy: cloud.World.Daily, shape: shape);

    static Task<Result<Id<Activity>>> CloneAsync(Cloud cloud, VirtualMachine machine, string? name = null, Id<StorageRepository>? storage = null, bool policies = true, Caller? caller = null) =>
        cloud.Get<CloneVirtualMachine>().SubmitAsync(new CloneVirtualMachine.Order(machine.Id, name ?? MachineName.OfCopy(machine.Name), storage, policies), caller ?? cloud.World.Caller, default);

    static async Task<TimeSpan> TimeAsync(Cloud cloud, VirtualMachine machine, string name)
    {
        var ended = await cloud.CompleteAsync(await CloneAsync(cloud, machine, name));
        return ended.EndedAt!.Value - ended.CreatedAt;
    }
}
