using Bunit;
using OpenIaaS.Console.Compute.Machine;
using OpenIaaS.Console.Storage;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Storage;

/// <summary>Machines that stand still because their storage cannot be reached, as operators see them and as use cases refuse.</summary>
public sealed class StalledMachineTests : PageTest
{
    [Fact]
    public async Task Storage_counts_the_running_machines_that_stand_still_and_the_machine_says_what_to_do()
    {
        var machine = await RunningAsync("erp-db-01");
        await Cloud.AddMachineAsync("halted");
        await CutAsync(connected: false);

        var row = (await Cloud.Get<StorageQueries>().ListAsync(Cloud.World.Caller, default)).Value!.Single(storage => storage.Id == Cloud.World.StorageA.Id);
        Assert.Equal((false, 1), (row.IsConnected, row.Stalled));
        var storages = await RenderAsync<StoragePage>();
        storages.WaitForAssertion(() => Assert.Contains("1 machine stands still", storages.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        var panel = await PanelAsync(machine);
        Assert.Contains($"It stands still: it waits for the block storage {Cloud.World.StorageA.Name}.", panel.Find(".vm-stall .note.bad").TextContent, StringComparison.Ordinal);

        Cloud.Clock.Advance(TimeSpan.FromSeconds(200));
        await CutAsync(connected: true);
        Assert.Equal(0, (await Cloud.Get<StorageQueries>().ListAsync(Cloud.World.Caller, default)).Value!.Max(storage => storage.Stalled));
        var late = await PanelAsync(machine);
        Assert.Contains("Its file systems are read-only", late.Find(".vm-stall .note.warn").TextContent, StringComparison.Ordinal);
        await Cloud.CompleteAsync(await RestartAsync(machine, force: true));
        Assert.Empty((await PanelAsync(machine)).FindAll(".vm-stall"));
    }

    [Fact]
    public async Task Clean_shutdown_and_any_restart_are_refused_and_a_forced_shutdown_is_not()
    {
        var machine = await RunningAsync("erp-db-01");
        await CutAsync(connected: false);
        Assert.Equal(
            $"erp-db-01 stands still: it waits for the block storage {Cloud.World.StorageA.Name}, which cannot be reached. Wait until it is back, or power off by force.",
            Assert.Single((await StopAsync(machine, force: false)).Problems).Message);
        Assert.Equal(["vm.cannot-boot", "vm.cannot-boot"], [(await RestartAsync(machine, false)).Problems[0].Code, (await RestartAsync(machine, true)).Problems[0].Code]);

        await Cloud.CompleteAsync(await StopAsync(machine, force: true));
        Assert.Equal(PowerState.Halted, (await Cloud.MachineAsync(machine.Id)).Power);
    }

    async Task<VirtualMachine> RunningAsync(string name)
    {
        var machine = await Cloud.AddMachineAsync(name, Cloud.World.HostsA[0]);
        Cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        return machine;
    }

    async Task CutAsync(bool connected)
    {
        await Cloud.Get<Faults>().ConnectAsync(Cloud.World.StorageA.Id, connected, default);
        await Cloud.Get<StorageInventoryEngine>().RunAsync(default);
    }

    Task<OpenIaaS.Domain.Common.Result<OpenIaaS.Domain.Common.Id<OpenIaaS.Domain.Activities.Activity>>> StopAsync(VirtualMachine machine, bool force) =>
        Cloud.Get<StopVirtualMachine>().SubmitAsync(new StopVirtualMachine.Input(machine.Id, force), Cloud.World.Caller, default);

    Task<OpenIaaS.Domain.Common.Result<OpenIaaS.Domain.Common.Id<OpenIaaS.Domain.Activities.Activity>>> RestartAsync(VirtualMachine machine, bool force) =>
        Cloud.Get<RestartVirtualMachine>().SubmitAsync(new RestartVirtualMachine.Input(machine.Id, force), Cloud.World.Caller, default);

    Task<IRenderedComponent<MachinePanel>> PanelAsync(VirtualMachine machine) => RenderAsync<MachinePanel>(parameters => parameters.Add(panel => panel.Id, machine.Id));
}
