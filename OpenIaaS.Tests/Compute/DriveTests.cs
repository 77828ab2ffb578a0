using Bunit;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class DriveTests : PageTest
{
    [Fact]
    public async Task ISO_goes_into_an_empty_drive_and_out_of_a_full_one()
    {
        var (machine, debian, tools) = (await Cloud.AddMachineAsync("erp-db-01", Cloud.World.HostsA[0]), await ImageAsync("debian-12.iso"), await ImageAsync("guest-tools.iso"));
        PowerTests.Refused("iso.empty", await EjectAsync(machine));
        await Cloud.CompleteAsync(await MountAsync(machine, debian));
        Assert.Equal(debian.Id, (await Cloud.MachineAsync(machine.Id)).MountedImageId);
        var refused = await MountAsync(machine, tools);
        PowerTests.Refused("iso.mounted", refused);
        Assert.Equal("debian-12.iso is in the DVD drive of erp-db-01; eject it first.", refused.Problems[0].Message);
        await Cloud.CompleteAsync(await EjectAsync(machine));
        Assert.Null((await Cloud.MachineAsync(machine.Id)).MountedImageId);
    }

    [Fact]
    public async Task Mount_that_fails_leaves_the_drive_empty()
    {
        var (machine, debian) = (await Cloud.AddMachineAsync(), await ImageAsync("debian-12.iso"));
        await Cloud.Get<Faults>().SetAsync(SimulatedWork.Insert, 1, "The medium could not be read.", default);
        Assert.Equal(ActivityState.Failed, (await Cloud.EndAsync(await MountAsync(machine, debian))).State);
        var now = await Cloud.MachineAsync(machine.Id);
        Assert.Equal((null, PendingAction.None), (now.MountedImageId, now.Pending));
    }

    [Fact]
    public async Task ISO_of_another_pool_is_refused_and_not_offered()
    {
        var (machine, elsewhere) = (await Cloud.AddMachineAsync(), await ImageAsync("elsewhere.iso", Cloud.World.StorageB));
        PowerTests.Refused("iso.other-pool", await MountAsync(machine, elsewhere));
        Assert.Empty((await Cloud.Get<ImageQueries>().OfMachineAsync(machine.Id, Cloud.World.Caller, default)).Value);
    }

    [Fact]
    public async Task ISO_of_local_storage_comes_with_a_warning()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        await using (var database = Cloud.Database())
        {
            var local = new StorageRepository(Cloud.Get<IdSource>().Next<StorageRepository>(), Cloud.World.Tenant.Id, Cloud.World.PoolA.Id, "local-blade-1", "MASS STORAGE - Archival", ByteSize.FromTiB(1), false, "");
            database.AddRange(local, new DiskImage(Cloud.Get<IdSource>().Next<DiskImage>(), Cloud.World.Tenant.Id, local.Id, "local.iso", "", ByteSize.FromMiB(600)));
            await database.SaveChangesAsync();
        }

        await ImageAsync("shared.iso");
        var choices = (await Cloud.Get<ImageQueries>().OfMachineAsync(machine.Id, Cloud.World.Caller, default)).Value;
        Assert.Equal(["iso.local", null], choices.Select(choice => choice.Advice?.Code));
    }

    [Fact]
    public async Task ISO_is_mounted_and_ejected_from_the_tools()
    {
        var machine = await Cloud.AddMachineAsync("erp-db-01");
        await ImageAsync("debian-12.iso");
        var panel = await PanelAsync(machine);
        Assert.Equal("true", panel.Find("button[aria-label='Eject the ISO']").GetAttribute("aria-disabled"));
        panel.Find("button[aria-label='Mount an ISO']").Click();
        panel.WaitForElement("[role=dialog] input[type=radio]", Patience).Change(true);
        panel.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == "Mount ISO").Click();
        await Cloud.SettleAsync();

        panel = await PanelAsync(machine, "advanced");
        Assert.Contains("debian-12.iso", panel.Find(".vm-pane").TextContent, StringComparison.Ordinal);
        panel.Find("button[aria-label='Eject the ISO']").Click();
        panel.FindAll("button").Single(button => button.TextContent.Trim() == "Eject ISO").Click();
        await Cloud.SettleAsync();
        Assert.Null((await Cloud.MachineAsync(machine.Id)).MountedImageId);
    }

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine, string? tab = null) =>
        RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id).Add(panel => panel.Tab, tab));

    async Task<DiskImage> ImageAsync(string name, StorageRepository? storage = null)
    {
        await using var database = Cloud.Database();
        var image = new DiskImage(Cloud.Get<IdSource>().Next<DiskImage>(), Cloud.World.Tenant.Id, (storage ?? Cloud.World.StorageA).Id, name, "", ByteSize.FromMiB(600));
        database.Add(image);
        await database.SaveChangesAsync();
        return image;
    }

    Task<Result<Id<Activity>>> MountAsync(VirtualMachine machine, DiskImage image) => Cloud.Get<MountImage>().SubmitAsync(new MountImage.Input(machine.Id, image.Id), Cloud.World.Caller, default);

    Task<Result<Id<Activity>>> EjectAsync(VirtualMachine machine) => Cloud.Get<EjectImage>().SubmitAsync(new EjectImage.Input(machine.Id), Cloud.World.Caller, default);
}
