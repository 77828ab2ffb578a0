using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Persistence;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>What stays when the hardware fails, when processes die, and when many ask at once.</summary>
public sealed class CreateVirtualMachineFailureTests
{
    [Fact]
    public async Task A_creation_that_fails_on_the_hardware_leaves_nothing_behind()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Create, 1, "The copy of the template broke off.", default);

        var activity = await cloud.EndAsync(await cloud.CreateAsync(cloud.World.Debian(start: true)));

        Assert.Equal((ActivityState.Failed, "The copy of the template broke off."), (activity.State, activity.Reason));
        await cloud.NothingIsLeftAsync();
        Assert.Equal(ByteSize.Zero, await cloud.WrittenAsync(cloud.World.StorageA));
    }

    [Fact]
    public async Task A_creation_on_a_volume_that_filled_up_leaves_nothing_behind()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.Get<Faults>().FillAsync(cloud.World.StorageA.Id, default);

        var activity = await cloud.EndAsync(await cloud.CreateAsync(cloud.World.Debian()));

        Assert.Equal(ActivityState.Failed, activity.State);
        Assert.Contains("sr-az05-std-01 has 0 B free", activity.Reason, StringComparison.Ordinal);
        await cloud.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_machine_that_was_created_but_does_not_start_stays_and_says_so()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Start, 1, "The boot loader was not found.", default);

        var activity = await cloud.EndAsync(await cloud.CreateAsync(cloud.World.Debian(start: true)));

        Assert.Equal((ActivityState.Failed, "web-01 was created, but not started: The boot loader was not found."), (activity.State, activity.Reason));
        var machine = await cloud.MachineAsync("web-01");
        Assert.Equal((PowerState.Halted, PendingAction.None), (machine!.Power, machine.Pending));
        Assert.Equal(ByteSize.FromGiB(20), await cloud.UsedAsync(cloud.World.StorageA));
    }

    [Fact]
    public async Task A_bug_after_the_creation_does_not_lose_the_machine()
    {
        await using var cloud = await Cloud.CreateAsync(services =>
        {
            var simulated = services.Last(service => service.ServiceType == typeof(IHypervisor)).ImplementationType!;
            services.AddSingleton(simulated);
            services.AddSingleton<IHypervisor>(provider => new FaultyHypervisor((IHypervisor)provider.GetRequiredService(simulated)));
        });

        var activity = await cloud.EndAsync(await cloud.CreateAsync(cloud.World.Debian(start: true)));

        Assert.Equal(ActivityState.Failed, activity.State);
        Assert.Equal((PowerState.Halted, PendingAction.None), ((await cloud.MachineAsync("web-01"))!.Power, (await cloud.MachineAsync("web-01"))!.Pending));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(50)]
    [InlineData(56)]
    [InlineData(60)]
    [InlineData(64)]
    public async Task Work_of_a_process_that_died_is_brought_to_its_end_by_another_one(int secondsOfWork)
    {
        await using var cloud = await Cloud.CreateAsync();
        var accepted = await cloud.CreateAsync(cloud.World.Debian(start: true));
        using (var death = new CancellationTokenSource())
        {
            using var dying = Worker(cloud);
            await dying.BeginDueAsync(death.Token);
            await AdvanceAsync(cloud, secondsOfWork);
            await death.CancelAsync();
        }

        cloud.Clock.Advance(Activity.Lease + TimeSpan.FromSeconds(1));
        await cloud.CompleteAsync(accepted);

        Assert.Equal((PowerState.Running, PendingAction.None), ((await cloud.MachineAsync("web-01"))!.Power, (await cloud.MachineAsync("web-01"))!.Pending));
        await IsThereOnceAsync(cloud);
    }

    [Fact]
    public async Task Two_workers_on_the_same_activity_make_one_machine()
    {
        await using var cloud = await Cloud.CreateAsync();
        var accepted = await cloud.CreateAsync(cloud.World.Debian(start: true));
        using var slow = Worker(cloud);
        await slow.BeginDueAsync(default);
        // Its lease lapses while it still works: the other one takes over, and both go on.
        cloud.Clock.Advance(Activity.Lease + TimeSpan.FromSeconds(1));

        await cloud.CompleteAsync(accepted);

        Assert.Equal(PowerState.Running, (await cloud.MachineAsync("web-01"))!.Power);
        await IsThereOnceAsync(cloud);
    }

    [Fact]
    public async Task Creations_at_once_on_one_storage_never_take_more_than_it_has()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        var asked = Enumerable.Range(1, 14).Select(n => world.Debian($"m-{n:00}").WithDisks(world.NewDisk("data", 480))).ToList();

        var answers = await Task.WhenAll(asked.Select(machine => Task.Run(() => cloud.CreateAsync(machine))));
        // Whoever met too many others is told to try again: nobody is left who could have had space.
        for (var turn = 0; turn < answers.Length; turn++)
            if (!answers[turn].Ok && answers[turn].Problems[0].Code == "changed-meanwhile") answers[turn] = await cloud.CreateAsync(asked[turn]);

        Assert.Equal(8, answers.Count(answer => answer.Ok));
        Assert.All(answers.Where(answer => !answer.Ok), answer => Assert.Equal("storage.full", Assert.Single(answer.Problems).Code));
        Assert.Equal(ByteSize.FromGiB(8 * 500), await cloud.UsedAsync(world.StorageA));
        await cloud.SettleAsync();
        Assert.Equal(ByteSize.FromGiB(8 * 500), await cloud.WrittenAsync(world.StorageA));
    }

    [Fact]
    public async Task Of_two_that_ask_for_one_address_at_once_one_gets_it()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        // On different storage, so that nothing but the address makes them meet.
        NewMachine[] asked =
        [
            world.Debian("first") with { Adapters = [new NewAdapter(world.NetworkA.Id, "02:16:3e:00:00:01")] },
            NewMachine.From(world.Blank) with { Name = "second", Disks = [new NewDisk("a", ByteSize.FromGiB(1), world.HeartbeatA.Id)], Adapters = [new NewAdapter(world.NetworkA.Id, "02:16:3e:00:00:01")] },
        ];

        var answers = await Task.WhenAll(asked.Select(machine => Task.Run(() => cloud.CreateAsync(machine))));

        Assert.Equal("mac.duplicate", Assert.Single(Assert.Single(answers, answer => !answer.Ok).Problems).Code);
        await cloud.SettleAsync();
    }

    static ActivityWorker Worker(Cloud cloud) => new(
        cloud.Get<IDbContextFactory<ConsoleDbContext>>(), cloud.Get<OperationRunner>(), new WorkSignal(), cloud.Clock, NullLogger<ActivityWorker>.Instance);

    static async Task AdvanceAsync(Cloud cloud, int seconds)
    {
        for (var half = 0; half < seconds * 2; half++)
        {
            cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    static async Task IsThereOnceAsync(Cloud cloud)
    {
        await using var database = cloud.Database();
        Assert.Equal(1, await database.VirtualMachines.CountAsync());
        Assert.Equal(1, await database.VirtualDisks.CountAsync());
        Assert.Equal(1, await database.Set<SimulatedMachine>().CountAsync());
        Assert.Equal(ByteSize.FromGiB(20), await cloud.UsedAsync(cloud.World.StorageA));
        Assert.Equal(ByteSize.FromGiB(20), await cloud.WrittenAsync(cloud.World.StorageA));
    }
}
