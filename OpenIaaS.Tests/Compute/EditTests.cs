using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;
using static OpenIaaS.Tests.Compute.PowerTests;

namespace OpenIaaS.Tests.Compute;

public sealed class EditTests
{
    [Fact]
    public async Task Resize_while_halted_changes_what_was_asked_for_and_nothing_else()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();

        await cloud.CompleteAsync(await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, VirtualCpus: 8, CoresPerSocket: 4)));

        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal((8, 4, ByteSize.FromGiB(4), PendingAction.None), (now.VirtualCpus, now.CoresPerSocket, now.Memory, now.Pending));
    }

    [Fact]
    public async Task Resize_while_running_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

        Refused("vm.cold-only", await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, Memory: ByteSize.FromGiB(8))));
    }

    [Fact]
    public async Task Cores_that_do_not_divide_the_vcpus_are_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();

        Refused("vcpu.sockets", await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, VirtualCpus: 9, CoresPerSocket: 4)));
    }

    [Fact]
    public async Task Memory_beyond_the_largest_host_of_the_pool_is_refused_and_up_to_it_is_not()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        var largest = cloud.World.HostsA.Max(host => host.MemoryForMachines);

        Refused("memory.no-host", await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, Memory: largest + ByteSize.FromMiB(1))));
        await cloud.CompleteAsync(await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, Memory: largest)));
    }

    [Fact]
    public async Task Failed_resize_leaves_size_and_name_as_they_were()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Resize, 1, "The control domain did not answer.", default);

        var ended = await cloud.EndAsync(await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, "erp-db-02", 8)));

        var now = await cloud.MachineAsync(machine.Id);
        Assert.Equal(ActivityState.Failed, ended.State);
        Assert.Equal(("erp-db-01", 2, PendingAction.None), (now.Name, now.VirtualCpus, now.Pending));
    }

    [Fact]
    public async Task Rename_goes_through_at_once_while_the_machine_runs()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

        var renamed = await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, "Erp-DB.02"));

        var now = await cloud.MachineAsync(machine.Id);
        Assert.True(renamed.Ok);
        Assert.Equal(("Erp-DB.02", "ERP-DB.02", PowerState.Running), (now.Name, now.NameKey, now.Power));
    }

    [Fact]
    public async Task Name_taken_over_from_a_platform_stays_and_a_new_one_follows_the_rule()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("=cmd|' /C calc'!\n\"é🙂");

        Refused("name.characters", await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, machine.Name + "x")));
        await cloud.CompleteAsync(await UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, machine.Name, 4)));
    }

    [Fact]
    public async Task Secure_boot_with_bios_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();

        Refused("boot.secure-needs-uefi", await SettingsAsync(cloud, new SetVirtualMachineSettings.Input(machine.Id, machine.Version, false, Firmware.Bios, true, BootOrder.DiskDvdNetwork)));
    }

    [Fact]
    public async Task Firmware_of_a_running_machine_stays_while_its_boot_order_changes()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(runsOn: cloud.World.HostsA[0]);

        Refused("vm.firmware-cold", await SettingsAsync(cloud, new SetVirtualMachineSettings.Input(machine.Id, machine.Version, false, Firmware.Bios, false, BootOrder.DvdDiskNetwork)));
        var changed = await SettingsAsync(cloud, new SetVirtualMachineSettings.Input(machine.Id, machine.Version, false, Firmware.Uefi, true, BootOrder.DvdDiskNetwork));

        var now = await cloud.MachineAsync(machine.Id);
        Assert.True(changed.Ok);
        Assert.Equal((Firmware.Uefi, true, BootOrder.DvdDiskNetwork), (now.Firmware, now.SecureBoot, now.BootOrder));
    }

    [Fact]
    public async Task Automatic_start_needs_a_backup_policy()
    {
        await using var cloud = await Cloud.CreateAsync();
        var without = await cloud.AddMachineAsync("a");
        var with = await cloud.AddMachineAsync("b", policy: cloud.World.Daily);

        Refused("vm.no-backup-policy", await SettingsAsync(cloud, new SetVirtualMachineSettings.Input(without.Id, without.Version, true, Firmware.Uefi, false, BootOrder.DiskDvdNetwork)));
        Assert.True((await SettingsAsync(cloud, new SetVirtualMachineSettings.Input(with.Id, with.Version, true, Firmware.Uefi, false, BootOrder.DiskDvdNetwork))).Ok);
        Assert.True((await cloud.MachineAsync(with.Id)).AutoPowerOn);
    }

    [Fact]
    public async Task Tags_are_kept_trimmed_sorted_and_once()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();

        var answer = await TagsAsync(cloud, machine, machine.Version, "prod", " erp ", "prod", "café 🙂");

        Assert.True(answer.Ok);
        Assert.Equal(["café 🙂", "erp", "prod"], (await cloud.MachineAsync(machine.Id)).Tags);
    }

    [Fact]
    public async Task Tags_outside_their_rule_are_refused_with_every_reason()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();

        var refused = await TagsAsync(cloud, machine, machine.Version, " ", new string('x', MachineTags.Longest + 1), "two\nlines");

        Assert.Equal(["tag.empty", "tag.too-long", "tag.control"], refused.Problems.Select(problem => problem.Code));
        Refused("tag.too-many", await TagsAsync(cloud, machine, machine.Version, [.. Enumerable.Range(0, MachineTags.Most + 1).Select(number => $"tag-{number}")]));
        Assert.True((await TagsAsync(cloud, machine, machine.Version, [.. Enumerable.Range(0, MachineTags.Most).Select(number => $"tag-{number}")])).Ok);
    }

    [Fact]
    public async Task Two_operators_who_edit_the_same_machine_get_one_success_and_one_changed_meanwhile()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        Func<Task<Result<Id<Activity>>>>[] edits =
        [
            () => TagsAsync(cloud, machine, machine.Version, "mine"),
            () => UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, "theirs")),
            () => UpdateAsync(cloud, new UpdateVirtualMachine.Input(machine.Id, machine.Version, VirtualCpus: 4)),
            () => SettingsAsync(cloud, new SetVirtualMachineSettings.Input(machine.Id, machine.Version, false, Firmware.Uefi, true, BootOrder.DiskDvdNetwork)),
            () => cloud.Get<SetMachineHighAvailability>().SubmitAsync(new SetMachineHighAvailability.Input(machine.Id, machine.Version, HighAvailabilityPriority.Restart, 10), cloud.World.Caller, default),
        ];

        var answers = await Task.WhenAll(edits.Select(edit => Task.Run(edit)));

        Assert.Single(answers, answer => answer.Ok);
        Assert.All(answers.Where(answer => !answer.Ok), answer => Refused("changed-meanwhile", answer));
    }

    [Fact]
    public async Task Editing_needs_the_permission_and_ones_own_tenant()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        foreach (var (caller, kind) in new[] { (cloud.World.With(Permission.ComputeRead, Permission.VirtualMachinePower), ProblemKind.Forbidden), (cloud.World.Stranger, ProblemKind.NotFound) })
        {
            Result<Id<Activity>>[] answers =
            [
                await cloud.Get<UpdateVirtualMachine>().SubmitAsync(new UpdateVirtualMachine.Input(machine.Id, machine.Version, "x"), caller, default),
                await cloud.Get<UpdateVirtualMachine>().SubmitAsync(new UpdateVirtualMachine.Input(machine.Id, machine.Version, VirtualCpus: 1), caller, default),
                await cloud.Get<SetVirtualMachineTags>().SubmitAsync(new SetVirtualMachineTags.Input(machine.Id, machine.Version, []), caller, default),
                await cloud.Get<SetVirtualMachineSettings>().SubmitAsync(new SetVirtualMachineSettings.Input(machine.Id, machine.Version, false, Firmware.Uefi, false, BootOrder.DiskDvdNetwork), caller, default),
                await cloud.Get<SetMachineHighAvailability>().SubmitAsync(new SetMachineHighAvailability.Input(machine.Id, machine.Version, HighAvailabilityPriority.Restart, 0), caller, default),
                await cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(machine.Id), caller, default),
            ];
            Assert.All(answers, answer => Assert.Equal(kind, Assert.Single(answer.Problems).Kind));
        }

        Assert.Equal(1, (await cloud.MachineAsync(machine.Id)).Version);
    }

    static Task<Result<Id<Activity>>> UpdateAsync(Cloud cloud, UpdateVirtualMachine.Input input) => cloud.Get<UpdateVirtualMachine>().SubmitAsync(input, cloud.World.Caller, default);

    static Task<Result<Id<Activity>>> SettingsAsync(Cloud cloud, SetVirtualMachineSettings.Input input) =>
        cloud.Get<SetVirtualMachineSettings>().SubmitAsync(input, cloud.World.Caller, default);

    static Task<Result<Id<Activity>>> TagsAsync(Cloud cloud, VirtualMachine machine, int version, params string[] tags) =>
        cloud.Get<SetVirtualMachineTags>().SubmitAsync(new SetVirtualMachineTags.Input(machine.Id, version, tags), cloud.World.Caller, default);
}
