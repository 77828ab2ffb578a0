using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class VirtualMachineQueriesTests
{
    [Fact]
    public async Task Row_says_where_the_machine_is_and_how_it_is_protected()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[1], policy: cloud.World.Daily, address: "10.20.4.11", shape: it =>
        {
            it.Prioritise(HighAvailabilityPriority.Restart, 10);
            it.SetTags(["prod", "erp"]);
        });
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);

        var row = Assert.Single((await ListAsync(cloud, VirtualMachineFilter.None)).Rows);

        Assert.Equal(
            new VirtualMachineRow(
                machine.Id, 1, "erp-db-01", PowerState.Running, PendingAction.None, null, "AZ05", "clu001-az05", "clu001-az05-blade-2", "Debian 12", 2, ByteSize.FromGiB(4), "10.20.4.11",
                HighAvailabilityPriority.Restart, MachineBackupState.Protected, 0, true, "erp\nprod"),
            row);
        Assert.Equal(["erp", "prod"], row.Tags);
        Assert.Equal(MachineStatus.PoweredOn, row.Status);
    }

    [Theory]
    [InlineData("ERP", "erp-app", "erp-db")]
    [InlineData("10.20.4.1", "erp-app")]
    [InlineData("10.20.", "erp-app", "erp-db")]
    [InlineData("MAC", "erp-db")]
    [InlineData("ID", "zoé")]
    [InlineData("ZOÉ", "zoé")]
    [InlineData("%", new string[0])]
    [InlineData("' OR 1=1 --", new string[0])]
    public async Task Search_finds_names_addresses_and_identities(string text, params string[] found)
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("erp-app", address: "10.20.4.1");
        var database = await cloud.AddMachineAsync("erp-db", address: "10.20.5.9");
        var last = await cloud.AddMachineAsync("zoé", address: "10.30.0.7");
        var searched = text switch { "MAC" => MacAddress.From(database.Id.Value)[9..].ToUpperInvariant().Replace(':', '-'), "ID" => last.Id.ToString().ToUpperInvariant(), _ => text };

        Assert.Equal(found, await NamesAsync(cloud, new VirtualMachineFilter { Search = searched }));
    }

    [Fact]
    public async Task Filter_by_the_drive_finds_any_ISO_or_those_of_local_storage_alone()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (shared, local, _) = (await cloud.AddMachineAsync("shared"), await cloud.AddMachineAsync("local"), await cloud.AddMachineAsync("empty"));
        await cloud.MountAsync(shared, localStorage: false);
        await cloud.MountAsync(local, localStorage: true);

        Assert.Equal(["local", "shared"], await NamesAsync(cloud, new VirtualMachineFilter { Drives = [MachineDrive.Image] }));
        Assert.Equal(["local"], await NamesAsync(cloud, new VirtualMachineFilter { Drives = [MachineDrive.LocalImage] }));
        Assert.Equal(["local", "shared"], await NamesAsync(cloud, new VirtualMachineFilter { Drives = [MachineDrive.LocalImage, MachineDrive.Image] }));
    }

    [Theory]
    [InlineData("none", MachineBackupState.NoPolicy)]
    [InlineData("bare", MachineBackupState.Unprotected)]
    [InlineData("kept", MachineBackupState.Protected)]
    [InlineData("bare none", MachineBackupState.NoPolicy, MachineBackupState.Unprotected)]
    [InlineData("kept none", MachineBackupState.NoPolicy, MachineBackupState.Protected)]
    [InlineData("bare kept", MachineBackupState.Unprotected, MachineBackupState.Protected)]
    public async Task Filter_by_backup_finds_each_state_alone_and_together(string found, params MachineBackupState[] states)
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("none");
        await cloud.AddMachineAsync("bare", policy: cloud.World.NoBackup);
        await cloud.AddMachineAsync("kept", policy: cloud.World.Daily);

        Assert.Equal(found, string.Join(' ', await NamesAsync(cloud, new VirtualMachineFilter { Backups = states })));
    }

    [Fact]
    public async Task Filter_by_host_finds_what_runs_there_alone()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("here", cloud.World.HostsA[0]);
        await cloud.AddMachineAsync("there", cloud.World.HostsA[1]);
        await cloud.AddMachineAsync("off");

        Assert.Equal(["here"], await NamesAsync(cloud, new VirtualMachineFilter { Hosts = [cloud.World.HostsA[0].Id] }));
    }

    [Fact]
    public async Task Filters_of_one_kind_add_up_and_kinds_narrow()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("on", cloud.World.HostsA[0], policy: cloud.World.Daily, shape: it => it.SetTags(["erp"]));
        await cloud.AddMachineAsync("off", policy: cloud.World.NoBackup, shape: it => it.Prioritise(HighAvailabilityPriority.BestEffort, 0));
        var elsewhere = await cloud.AddMachineAsync("elsewhere", pool: cloud.World.PoolB);
        var starting = await cloud.AddMachineAsync("starting", policy: cloud.World.Daily, shape: it => it.BeginStart(1));
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, elsewhere);

        Assert.Equal(["on"], await NamesAsync(cloud, new() { Statuses = [MachineStatus.PoweredOn] }));
        Assert.Equal(["elsewhere", "off"], await NamesAsync(cloud, new() { Statuses = [MachineStatus.PoweredOff] }));
        Assert.Equal(["on", "starting"], await NamesAsync(cloud, new() { Statuses = [MachineStatus.PoweredOn, MachineStatus.Changing] }));
        Assert.Equal(["elsewhere"], await NamesAsync(cloud, new() { Zones = [cloud.World.ZoneB.Id] }));
        Assert.Equal(["off", "on", "starting"], await NamesAsync(cloud, new() { Pools = [cloud.World.PoolA.Id] }));
        Assert.Equal(["off"], await NamesAsync(cloud, new() { Priorities = [HighAvailabilityPriority.BestEffort] }));
        Assert.Equal(["on"], await NamesAsync(cloud, new() { Tags = ["erp", "none"] }));
        Assert.Empty(await NamesAsync(cloud, new() { Systems = ["Windows"] }));
        Assert.Equal(["elsewhere"], await NamesAsync(cloud, new() { Backups = [MachineBackupState.NoPolicy] }));
        Assert.Equal(["off"], await NamesAsync(cloud, new() { Backups = [MachineBackupState.Unprotected] }));
        Assert.Equal(["elsewhere", "on", "starting"], await NamesAsync(cloud, new() { Backups = [MachineBackupState.Protected, MachineBackupState.NoPolicy] }));
        Assert.Equal(["elsewhere"], await NamesAsync(cloud, new() { Replicated = true }));
        Assert.Equal(["off", "on", "starting"], await NamesAsync(cloud, new() { Replicated = false }));
        Assert.Equal(["starting"], await NamesAsync(cloud, new() { Replicated = false, Backups = [MachineBackupState.Protected], Statuses = [MachineStatus.Changing] }));
        Assert.Equal(starting.Id, (await cloud.MachineAsync(starting.Id)).Id);
    }

    [Theory]
    [InlineData("name", "a", "b", "c")]
    [InlineData("status", "b", "a", "c")]
    [InlineData("pool", "a", "b", "c")]
    [InlineData("system", "a", "b", "c")]
    [InlineData("vcpu", "c", "a", "b")]
    [InlineData("memory", "b", "c", "a")]
    [InlineData("address", "b", "c", "a")]
    [InlineData("ha", "b", "c", "a")]
    [InlineData("backup", "a", "c", "b")]
    [InlineData("nonsense; DROP TABLE", "a", "b", "c")]
    public async Task Every_column_sorts_both_ways(string sort, params string[] order)
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("a", address: "10.0.0.9", shape: it => it.Resize(4, 1, ByteSize.FromGiB(8)));
        await cloud.AddMachineAsync("b", cloud.World.HostsA[0], policy: cloud.World.Daily, shape: it =>
        {
            it.Resize(8, 1, ByteSize.FromGiB(1));
            it.Prioritise(HighAvailabilityPriority.Restart, 0);
        });
        await cloud.AddMachineAsync("c", policy: cloud.World.NoBackup, address: "10.0.0.1", pool: cloud.World.PoolB, shape: it => it.Prioritise(HighAvailabilityPriority.BestEffort, 0));

        Assert.Equal(order, (await ListAsync(cloud, VirtualMachineFilter.None, new TableQuery(0, 25, sort, false))).Rows.Select(row => row.Name));
        var backwards = (await ListAsync(cloud, VirtualMachineFilter.None, new TableQuery(0, 25, sort, true))).Rows;
        if (sort is not ("system" or "pool" or "status")) Assert.Equal(order.Reverse(), backwards.Select(row => row.Name));
    }

    [Fact]
    public async Task Pages_together_hold_every_machine_once_and_no_row_doubles()
    {
        await using var cloud = await Cloud.CreateAsync();
        for (var number = 0; number < 7; number++)
        {
            var machine = await cloud.AddMachineAsync($"same-{number % 2}", policy: cloud.World.Daily);
            await using var database = cloud.Database();
            database.Add(new Domain.Backup.BackupAssignment(machine.TenantId, machine.Id, cloud.World.NoBackup.Id));
            await database.SaveChangesAsync();
        }

        List<Id<VirtualMachine>> seen = [];
        for (var offset = 0; offset < 9; offset += 3)
        {
            var page = await ListAsync(cloud, new() { Backups = [MachineBackupState.Protected] }, new TableQuery(offset, 3, "backup", false));
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Rows.Select(row => row.Id));
        }

        Assert.Equal(7, seen.Distinct().Count());
    }

    [Fact]
    public async Task Row_of_a_machine_at_work_says_how_far_it_is()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(policy: cloud.World.Daily);
        await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id), cloud.World.Caller, default);

        var waiting = Assert.Single((await ListAsync(cloud, VirtualMachineFilter.None)).Rows);
        Assert.Equal((MachineStatus.Changing, PendingAction.Starting, 0), (waiting.Status, waiting.Pending, waiting.Progress));
        Assert.Equal((1, 0, 1), await CountsAsync(cloud));
        await cloud.SettleAsync();
        Assert.Null(Assert.Single((await ListAsync(cloud, VirtualMachineFilter.None)).Rows).Progress);
        Assert.Equal((1, 1, 0), await CountsAsync(cloud));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_it_by_any_query()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(shape: it => it.SetTags(["secret"]), address: "10.20.4.11");
        var (list, detail, stranger) = (cloud.Get<VirtualMachineQueries>(), cloud.Get<VirtualMachineDetailQueries>(), cloud.World.Stranger);

        Assert.Equal(0, (await list.ListAsync(new() { Search = machine.Id.ToString() }, new TableQuery(0, 25, null, false), stranger, default)).Value.Total);
        Assert.Equal(0, (await list.SummaryAsync(stranger, default)).Value.Total);
        Assert.Empty((await list.ChoicesAsync(stranger, default)).Value.Tags);
        await foreach (var row in list.ExportAsync(VirtualMachineFilter.None, stranger, default)) Assert.Fail(row.Row.Name);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await detail.FindAsync(machine.Id, stranger, default)).Problems).Kind);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await detail.HostsAsync(machine.Id, stranger, default)).Problems).Kind);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await detail.AssignablePoliciesAsync(machine.Id, stranger, default)).Problems).Kind);
        Assert.Empty((await detail.ActivitiesAsync(machine.Id, stranger, default)).Value);
    }

    [Fact]
    public async Task Without_the_permission_to_read_every_query_refuses()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();
        var (list, detail, nobody) = (cloud.Get<VirtualMachineQueries>(), cloud.Get<VirtualMachineDetailQueries>(), cloud.World.With(Permission.SupportRead));

        Assert.False((await list.ListAsync(VirtualMachineFilter.None, new TableQuery(0, 25, null, false), nobody, default)).Ok);
        Assert.False((await list.SummaryAsync(nobody, default)).Ok);
        Assert.False((await list.ChoicesAsync(nobody, default)).Ok);
        Assert.False((await detail.FindAsync(machine.Id, nobody, default)).Ok);
        Assert.False((await detail.HostsAsync(machine.Id, nobody, default)).Ok);
        Assert.False((await detail.AssignablePoliciesAsync(machine.Id, nobody, default)).Ok);
        Assert.False((await detail.ActivitiesAsync(machine.Id, nobody, default)).Ok);
        await foreach (var row in list.ExportAsync(VirtualMachineFilter.None, nobody, default)) Assert.Fail(row.Row.Name);
    }

    [Fact]
    public async Task Detail_names_everything_the_machine_has_and_what_it_may_not_do()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily, address: "10.20.4.11");
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);

        var detail = (await cloud.Get<VirtualMachineDetailQueries>().FindAsync(machine.Id, cloud.World.Caller, default)).Value;

        Assert.Equal(("AZ05", "clu001-az05", "clu001-az05-blade-1"), (detail.Place.Zone, detail.Place.Pool, detail.Place.Host));
        Assert.Equal(("system", "sr-az05-std-01"), (detail.Disks[0].Name, detail.Disks[0].Storage));
        Assert.Equal(2, detail.Devices);
        Assert.Equal(["10.20.4.11"], detail.Addresses);
        Assert.Equal("backup.last-policy", Assert.Single(detail.Policies).Remove?.Code);
        Assert.Equal(("erp-15min", "AZ06"), (detail.Replica?.Policy, detail.Replica?.TargetZone));
        Assert.Equal(cloud.World.HostsA[0].MemoryForMachines, detail.LargestHost);
        Assert.Equal(
            ["vm.not-halted", null, null, null, "vm.delete-running", "vm.cold-only", "vm.firmware-cold", null],
            new[] { detail.Actions.Start, detail.Actions.StopCleanly, detail.Actions.StopByForce, detail.Actions.Restart, detail.Actions.Delete, detail.Actions.ChangeCold, detail.Actions.Firmware, detail.Actions.AutoPowerOn }
                .Select(problem => problem?.Code));
    }

    [Fact]
    public async Task Machine_that_waits_for_its_restart_can_be_given_up_and_not_restarted_where_it_is()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily, shape: it => it.Lose(cloud.Clock.GetUtcNow()));

        var actions = (await cloud.Get<VirtualMachineDetailQueries>().FindAsync(machine.Id, cloud.World.Caller, default)).Value.Actions;
        var restarted = await cloud.Get<RestartVirtualMachine>().SubmitAsync(new RestartVirtualMachine.Input(machine.Id, true), cloud.World.Caller, default);

        Assert.Null(actions.StopByForce);
        Assert.Equal("vm.not-running", actions.Restart?.Code);
        Assert.Equal(actions.Restart?.Message, Assert.Single(restarted.Problems).Message);
    }

    [Fact]
    public async Task Hosts_to_start_on_say_what_they_have_left()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("other", cloud.World.HostsA[1]);
        var machine = await cloud.AddMachineAsync("erp-db-01");

        var hosts = (await cloud.Get<VirtualMachineDetailQueries>().HostsAsync(machine.Id, cloud.World.Caller, default)).Value;

        Assert.Equal(cloud.World.HostsA.Select(host => host.Name), hosts.Select(host => host.Name));
        Assert.Equal([hosts[0].Free, hosts[0].Free - ByteSize.FromGiB(4)], hosts.Select(host => host.Free));
    }

    static async Task<TablePage<VirtualMachineRow>> ListAsync(Cloud cloud, VirtualMachineFilter filter, TableQuery? page = null) =>
        (await cloud.Get<VirtualMachineQueries>().ListAsync(filter, page ?? new TableQuery(0, 25, null, false), cloud.World.Caller, default)).Value;

    static async Task<IEnumerable<string>> NamesAsync(Cloud cloud, VirtualMachineFilter filter) => (await ListAsync(cloud, filter)).Rows.Select(row => row.Name);

    static async Task<(int Total, int On, int Starting)> CountsAsync(Cloud cloud)
    {
        var summary = (await cloud.Get<VirtualMachineQueries>().SummaryAsync(cloud.World.Caller, default)).Value;
        return (summary.Total, summary.On, summary.Starting);
    }
}
