using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Machines that become templates.</summary>
public sealed class ConvertTests
{
    static readonly ByteSize Disk = ByteSize.FromGiB(20);

    [Fact]
    public async Task The_machine_is_gone_and_its_template_can_be_deployed_in_its_tenant_alone()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await CloneTests.AddAsync(cloud);

        var ended = await cloud.CompleteAsync(await ConvertAsync(cloud, machine, description: " Debian with our agent "));

        var id = Id<Template>.Parse(ended.Outcome!, null);
        var template = (await cloud.Get<CatalogQueries>().TemplateAsync(id, cloud.World.Caller, default)).Value;
        Assert.Equal(("erp-db-01", "Debian with our agent", CatalogItemKind.PreinstalledTemplate, 2, ByteSize.FromGiB(4)), (template.Name, template.Description, template.Kind, template.VirtualCpus, template.Memory));
        Assert.Equal(("system", Disk, "sr-az05-std-01"), (Assert.Single(template.Disks).Name, template.Disks[0].Capacity, template.Disks[0].Storage));
        Assert.Equal("eth0", Assert.Single(template.Adapters).Name);
        await using var database = cloud.Database();
        Assert.Equal((0, 0, 0, 0), (await database.VirtualMachines.CountAsync(), await database.VirtualDisks.CountAsync(), await database.NetworkAdapters.CountAsync(), await database.BackupAssignments.CountAsync()));
        Assert.Equal(0, await database.Set<SimulatedMachine>().CountAsync());
        Assert.Equal((Disk, Disk), (await cloud.UsedAsync(cloud.World.StorageA), await cloud.WrittenAsync(cloud.World.StorageA)));
        Assert.Equal(Disk, (await cloud.Get<Infrastructure.Application.Storage.StorageQueries>().ListAsync(cloud.World.Caller, default)).Value.Single(row => row.Id == cloud.World.StorageA.Id).TemplateSize);
        Assert.False((await cloud.Get<CatalogQueries>().TemplateAsync(id, cloud.World.Stranger, default)).Ok);

        var kept = await database.Templates.SingleAsync(row => row.Id == id);
        await cloud.CompleteAsync(await cloud.CreateAsync(NewMachine.From(kept) with { Name = "from-it", BackupPolicies = [cloud.World.Daily.Id], StartAfterCreation = true }));
        Assert.Equal(PowerState.Running, (await cloud.MachineAsync("from-it"))!.Power);
        Assert.Equal((Disk + Disk, Disk + Disk), (await cloud.UsedAsync(cloud.World.StorageA), await cloud.WrittenAsync(cloud.World.StorageA)));
    }

    [Theory]
    [InlineData("fault")]
    [InlineData("storage lost")]
    [InlineData("host lost")]
    public async Task When_it_fails_the_machine_is_what_it_was_and_there_is_no_template(string failure)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await CloneTests.AddAsync(cloud);
        var before = await TemplatesAsync(cloud);
        if (failure == "fault") await cloud.Get<Faults>().SetAsync(SimulatedWork.Convert, 1, "The control domain did not answer.", default);
        var accepted = await ConvertAsync(cloud, machine);
        await cloud.Get<ActivityWorker>().BeginDueAsync(default);
        cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        if (failure == "storage lost") await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: false, default);
        if (failure == "host lost") await cloud.Get<IBladeFabric>().FailAsync(cloud.World.HostsA[0].Id, default);

        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);

        await using var database = cloud.Database();
        Assert.Equal(before, await TemplatesAsync(cloud));
        Assert.Equal((machine.Id, PendingAction.None), ((await database.VirtualMachines.SingleAsync()).Id, (await database.VirtualMachines.SingleAsync()).Pending));
        Assert.Equal((1, 1, 1), (await database.VirtualDisks.CountAsync(), await database.NetworkAdapters.CountAsync(), await database.BackupAssignments.CountAsync()));
        Assert.Equal((1, 0), (await database.Set<SimulatedMachine>().CountAsync(), await database.Set<SimulatedLooseDisk>().CountAsync()));
        Assert.Equal((Disk, Disk), (await cloud.UsedAsync(cloud.World.StorageA), await cloud.WrittenAsync(cloud.World.StorageA)));
    }

    [Fact]
    public async Task One_with_snapshots_or_a_replica_or_that_runs_cannot_become_one()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (taken, replicated, running) = (await cloud.AddMachineAsync("taken"), await cloud.AddMachineAsync("replicated"), await cloud.AddMachineAsync("running", cloud.World.HostsA[0]));
        await RevertTests.TakeAsync(cloud, taken);
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, replicated);

        PowerTests.Refused("vm.convert-snapshots", await ConvertAsync(cloud, taken));
        PowerTests.Refused("vm.convert-replicated", await ConvertAsync(cloud, replicated));
        PowerTests.Refused("vm.convert-running", await ConvertAsync(cloud, running));
        PowerTests.Refused("not-found", await ConvertAsync(cloud, taken, caller: cloud.World.Stranger));
    }

    [Fact]
    public async Task A_pool_has_one_template_of_a_name_also_when_two_are_asked_for_at_once()
    {
        await using var cloud = await Cloud.CreateAsync();
        var known = await cloud.AddMachineAsync(cloud.World.Debian.Name);
        PowerTests.Refused("template.name-taken", await ConvertAsync(cloud, known));
        var (one, other) = (await cloud.AddMachineAsync("golden"), await cloud.AddMachineAsync("golden"));

        var answers = await Task.WhenAll(new[] { one, other }.Select(machine => Task.Run(() => ConvertAsync(cloud, machine))));

        PowerTests.Refused("template.name-taken", Assert.Single(answers, answer => !answer.Ok));
        await cloud.SettleAsync();
        Assert.Equal(1, await TemplatesAsync(cloud, "golden"));
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "template.description")]
    public void A_description_has_an_end(int length, string? code) => Assert.Equal(code, Template.CheckDescription(new string('x', length)).First?.Code);

    static async Task<int> TemplatesAsync(Cloud cloud, string? name = null)
    {
        await using var database = cloud.Database();
        return await database.Templates.CountAsync(template => name == null || template.Name == name);
    }

    static Task<Result<Id<Activity>>> ConvertAsync(Cloud cloud, VirtualMachine machine, string description = "", Caller? caller = null) =>
        cloud.Get<ConvertToTemplate>().SubmitAsync(machine.Id, description, caller ?? cloud.World.Caller, default);
}
