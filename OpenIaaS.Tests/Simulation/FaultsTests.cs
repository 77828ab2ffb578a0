using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class FaultsTests
{
    const string Reason = "The boot loader was not found. Check the boot order.";

    [Fact]
    public async Task Fault_set_for_one_time_hits_once()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        await rack.Faults.SetAsync(SimulatedWork.Start, 1, Reason, default, times: 1);

        Assert.Equal((HardwareTaskState.Failed, Reason), await StartAsync(rack, machine));
        Assert.Equal((HardwareTaskState.Succeeded, null), await StartAsync(rack, machine));
    }

    [Fact]
    public async Task Fault_of_one_machine_spares_the_others()
    {
        await using var rack = await Rack.CreateAsync();
        var hit = await rack.CreatedAsync("hit");
        var spared = await rack.CreatedAsync("spared");
        await rack.Faults.SetAsync(SimulatedWork.Start, 1, Reason, default, machine: "hit");

        Assert.Equal(HardwareTaskState.Failed, (await StartAsync(rack, hit)).State);
        Assert.Equal(HardwareTaskState.Succeeded, (await StartAsync(rack, spared)).State);
    }

    [Fact]
    public async Task Cleared_fault_hits_no_more()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        await rack.Faults.SetAsync(SimulatedWork.Start, 1, Reason, default);
        await rack.Faults.ClearAsync(default);

        Assert.Equal(HardwareTaskState.Succeeded, (await StartAsync(rack, machine)).State);
    }

    [Fact]
    public async Task Fault_of_a_probability_hits_about_that_often()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.Faults.SetAsync(SimulatedWork.Create, 0.3, Reason, default);
        var failed = 0;
        for (var number = 0; number < 60; number++)
        {
            var task = await rack.EndAsync(await rack.Hypervisor.CreateAsync(rack.NextKey(), rack.Order($"vm-{number}", 1), default));
            if (task.State == HardwareTaskState.Failed) failed++;
        }

        Assert.InRange(failed, 8, 28);
    }

    [Fact]
    public async Task Creation_tried_again_under_one_name_meets_a_draw_of_its_own()
    {
        await using var rack = await Rack.CreateAsync();
        await rack.Faults.SetAsync(SimulatedWork.Create, 0.5, Reason, default);
        HashSet<HardwareTaskState> ends = [];
        for (var attempt = 0; attempt < 20; attempt++)
            ends.Add((await rack.EndAsync(await rack.Hypervisor.CreateAsync(rack.NextKey(), rack.Order("web-01", 1), default))).State);

        Assert.Equal(2, ends.Count);
    }

    static async Task<(HardwareTaskState State, string? Reason)> StartAsync(Rack rack, Id<VirtualMachine> machine)
    {
        var task = await rack.EndAsync(await rack.Hypervisor.StartAsync(rack.NextKey(), machine, null, default));
        return (task.State, task.Reason);
    }
}
