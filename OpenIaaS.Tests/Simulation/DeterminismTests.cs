using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class DeterminismTests
{
    [Fact]
    public async Task Same_seed_and_calls_give_the_same_story()
    {
        var first = await TellAsync(seed: 42);
        var second = await TellAsync(seed: 42);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Another_seed_gives_another_story() => Assert.NotEqual(await TellAsync(seed: 42), await TellAsync(seed: 43));

    [Fact]
    public async Task Story_is_the_same_when_the_process_is_replaced_at_every_step() =>
        Assert.Equal(await TellAsync(seed: 42), await TellAsync(seed: 42, replacing: true));

    [Theory]
    [InlineData("create")]
    [InlineData("start")]
    [InlineData("transfer")]
    public async Task Work_asked_for_again_under_its_key_by_another_process_is_the_same_work(string work)
    {
        await using var rack = await Rack.CreateAsync();
        var order = rack.Order("web-01");
        if (work != "create") await rack.SucceedAsync(await rack.Hypervisor.CreateAsync("made", order, default));
        var begun = await AskAsync();
        await rack.ReplaceProcessAsync();
        rack.Advance(1);

        var again = await AskAsync();
        Assert.Equal(begun.Remaining - TimeSpan.FromSeconds(1), again.Remaining);
        var ended = await rack.SucceedAsync(again);

        Assert.Equal(ended, await AskAsync());
        Assert.Equal(ByteSize.FromGiB(20), await rack.UsedAsync(rack.VolumeA));

        Task<HardwareTask> AskAsync() => work switch
        {
            "create" => rack.Hypervisor.CreateAsync("key", order, default),
            "start" => rack.Hypervisor.StartAsync("key", order.Machine, null, default),
            _ => rack.Links.TransferAsync("key", order.Machine, null, rack.VolumeB, default),
        };
    }

    [Fact]
    public async Task Two_nodes_asking_under_one_key_at_once_begin_one_piece_of_work()
    {
        await using var rack = await Rack.CreateAsync();
        await using var other = rack.OtherNode();
        var order = rack.Order("web-01");
        IHypervisor[] nodes = [rack.Hypervisor, other.GetRequiredService<IHypervisor>()];

        var tasks = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => nodes[number % 2].CreateAsync("key", order, default))));

        Assert.Single(tasks.Distinct());
        Assert.Equal(ByteSize.FromGiB(20), await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task Starts_on_two_nodes_at_once_never_take_more_memory_than_there_is()
    {
        await using var rack = await Rack.CreateAsync();
        await using var other = rack.OtherNode();
        IHypervisor[] nodes = [rack.Hypervisor, other.GetRequiredService<IHypervisor>()];
        var machines = new List<Id<VirtualMachine>>();
        for (var number = 0; number < 8; number++) machines.Add(await rack.CreatedAsync($"big-{number}", 1, memory: 100));

        var tasks = await Task.WhenAll(machines.Select((machine, number) => Task.Run(() => nodes[number % 2].StartAsync($"start-{machine}", machine, null, default))));

        Assert.Equal(6, tasks.Count(task => task.State == HardwareTaskState.Running));
    }

    [Fact]
    public async Task Unknown_key_has_no_task()
    {
        await using var rack = await Rack.CreateAsync();

        Assert.Null(await rack.Hypervisor.TaskAsync("never", default));
    }

    [Fact]
    public async Task Key_is_remembered_for_two_days()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        await rack.SucceedAsync(await rack.Hypervisor.StartAsync("start", machine, null, default));

        rack.Advance(47 * 3600);
        await rack.ReplaceProcessAsync();
        await rack.Storage.ReleaseAsync("other", rack.VolumeB, ByteSize.Zero, default);
        Assert.NotNull(await rack.Hypervisor.TaskAsync("start", default));
        rack.Advance(2 * 3600);
        await rack.ReplaceProcessAsync();
        await rack.Storage.ReleaseAsync("another", rack.VolumeB, ByteSize.Zero, default);

        Assert.Null(await rack.Hypervisor.TaskAsync("start", default));
    }

    static async Task<List<string>> TellAsync(long seed, bool replacing = false)
    {
        await using var rack = await Rack.CreateAsync(seed: seed);
        await rack.Faults.SetAsync(SimulatedWork.Start, 0.5, "The boot loader was not found.", default);
        List<string> story = [];
        for (var number = 0; number < 6; number++)
        {
            var order = rack.Order($"vm-{number}", 10 + number);
            await NoteAsync(await rack.Hypervisor.CreateAsync(rack.NextKey(), order, default));
            await NoteAsync(await rack.Hypervisor.StartAsync(rack.NextKey(), order.Machine, null, default));
            await NoteAsync(await rack.Links.TransferAsync(rack.NextKey(), order.Machine, null, rack.VolumeB, default));
            rack.Advance(20);
            foreach (var seen in await rack.Hypervisor.ObserveAsync([order.Machine], default))
                story.Add($"{seen.Power} {seen.Host} {seen.Tools} {string.Join(' ', seen.Addresses)}");
        }

        return story;

        async Task NoteAsync(HardwareTask task)
        {
            story.Add($"{task.Key} {task.State} {task.Remaining}");
            var ended = await rack.EndAsync(task);
            story.Add($"{rack.Now:O} {ended}");
            if (replacing) await rack.ReplaceProcessAsync();
        }
    }
}
