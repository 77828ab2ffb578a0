using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Compute.Consoles;
using OpenIaaS.Console.Identity;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Who may open the console of a machine, when, how many, and when it is taken from them.</summary>
public sealed class MachineConsoleTests
{
    [Fact]
    public async Task Opening_is_recorded_with_who_did_it()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        await using (await OpenAsync(cloud, machine)) { }

        await using var database = cloud.Database();
        var record = await database.Activities.SingleAsync();
        Assert.Equal((ActivityTypes.VirtualMachineConsole, ActivityState.Completed, "Maya Lefort", "erp-db-01"), (record.Type, record.State, record.Actor, record.TargetName));
    }

    [Fact]
    public async Task Console_access_alone_opens_it_and_everything_else_does_not()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        await using (await OpenAsync(cloud, machine, cloud.World.With(Permission.ConsoleAccess))) { }
        var others = cloud.World.With(Permission.All.Except([Permission.ConsoleAccess]));
        Assert.Equal("permission.missing", await RefusedAsync(cloud, machine, others));
        Assert.Equal("not-found", await RefusedAsync(cloud, machine, cloud.World.Stranger));
    }

    [Theory]
    [InlineData(PowerState.Running, PendingAction.None, true)]
    [InlineData(PowerState.Running, PendingAction.Restarting, true)]
    [InlineData(PowerState.Halted, PendingAction.Starting, true)]
    [InlineData(PowerState.Halted, PendingAction.None, false)]
    [InlineData(PowerState.Halted, PendingAction.Creating, false)]
    [InlineData(PowerState.Suspended, PendingAction.None, false)]
    public void Machine_has_a_screen_while_it_runs_and_while_it_starts(PowerState power, PendingAction pending, bool opens) =>
        Assert.Equal(opens ? null : "erp is not powered on, so it shows nothing; power it on to open its console.", ConsoleRule.CanOpen("erp", power, pending).First?.Message);

    [Theory]
    [InlineData(7, 15, null)]
    [InlineData(8, 0, "8 people have the console of erp open; 8 is the most. Wait until one of them closes it.")]
    [InlineData(0, 16, "You have 16 consoles open; 16 is the most. Close one first.")]
    public void So_many_may_look_at_a_machine_and_so_many_consoles_may_one_have(int viewers, int sessions, string? refusal) =>
        Assert.Equal(refusal, ConsoleRule.CanJoin("erp", viewers, sessions).First?.Message);

    [Fact]
    public async Task Seat_is_free_again_when_its_viewer_leaves_or_was_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        List<OpenConsole> open = [];
        for (var viewer = 0; viewer < ConsoleRule.MostViewers; viewer++) open.Add(await OpenAsync(cloud, machine));
        Assert.Equal("console.viewers", await RefusedAsync(cloud, machine, cloud.World.Caller));
        await open[0].DisposeAsync();
        await (await OpenAsync(cloud, machine)).DisposeAsync();
        foreach (var viewer in open) await viewer.DisposeAsync();

        var halted = await cloud.AddMachineAsync("halted");
        for (var attempt = 0; attempt <= ConsoleRule.MostViewers; attempt++) Assert.Equal("console.off", await RefusedAsync(cloud, halted, cloud.World.Caller));
    }

    [Fact]
    public async Task Console_is_taken_away_when_the_permission_is()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        var (guard, person) = await SignedInAsync(cloud);
        Assert.Null(await guard.RefusalAsync(machine.Id, person, default));
        var watching = guard.WatchAsync(machine.Id, person, default);
        await using (var database = cloud.Database())
        {
            await database.Memberships.Where(row => row.UserId == cloud.World.Operator.Id).ExecuteDeleteAsync();
            database.Add(new Membership(cloud.World.Operator.Id, cloud.World.Tenant.Id, [Permission.ComputeRead]));
            await database.SaveChangesAsync();
        }

        Assert.Equal("permission.missing", (await WithinAsync(cloud, watching, CallerFactory.TrustedFor + ConsoleGuard.Every))?.Code);
    }

    [Fact]
    public async Task Console_is_taken_away_when_the_person_signs_out()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        var (guard, person) = await SignedInAsync(cloud);
        var watching = guard.WatchAsync(machine.Id, person, default);
        await cloud.Get<Sessions>().EndAsync(person.SessionId()!.Value, default);
        Assert.Equal("console.signed-out", (await WithinAsync(cloud, watching, ConsoleGuard.Every))?.Code);
    }

    [Fact]
    public async Task Console_is_taken_away_when_the_machine_is_gone()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        var (guard, person) = await SignedInAsync(cloud);
        var watching = guard.WatchAsync(machine.Id, person, default);
        await using (var database = cloud.Database())
        {
            (await database.VirtualMachines.SingleAsync(row => row.Id == machine.Id)).ObserveHalted();
            await database.SaveChangesAsync();
        }

        Assert.Equal("console.off", (await WithinAsync(cloud, watching, ConsoleGuard.Every))?.Code);
    }

    [Fact]
    public async Task Console_stays_while_nothing_changes()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        var (guard, person) = await SignedInAsync(cloud);
        using var end = new CancellationTokenSource();
        var watching = guard.WatchAsync(machine.Id, person, end.Token);
        for (var minute = 0; minute < 40; minute++)
        {
            await guard.SeeAsync(person);
            cloud.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.False(watching.IsCompleted);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("", "")]
    public void Reason_that_fits_is_told_whole(string reason, string told) => Assert.Equal(told, ConsoleSocket.Shortened(reason));

    [Fact]
    public void Reason_that_is_too_long_for_a_close_is_cut_between_characters() => Assert.Equal(new string('é', 61), ConsoleSocket.Shortened(new string('é', 200)));

    static async Task<OpenConsole> OpenAsync(Cloud cloud, VirtualMachine machine, Caller? caller = null)
    {
        var opened = await cloud.Get<OpenMachineConsole>().OpenAsync(new OpenMachineConsole.Input(machine.Id), caller ?? cloud.World.Caller, default);
        Assert.True(opened.Ok, string.Join(' ', opened.Problems));
        return opened.Value;
    }

    static async Task<string> RefusedAsync(Cloud cloud, VirtualMachine machine, Caller caller) =>
        Assert.Single((await cloud.Get<OpenMachineConsole>().OpenAsync(new OpenMachineConsole.Input(machine.Id), caller, default)).Problems).Code;

    static async Task<(ConsoleGuard Guard, ClaimsPrincipal Person)> SignedInAsync(Cloud cloud)
    {
        var session = await cloud.Get<Sessions>().BeginAsync(cloud.World.Operator.Id, default);
        return (new ConsoleGuard(cloud.Get<Sessions>(), cloud.Get<CallerFactory>(), cloud.Get<ConsoleQueries>(), cloud.Clock), SignInClaims.Of(session.Value, "test"));
    }

    /// <summary>Lets the clock go on until it has ended, at most for a time and a little.</summary>
    static async Task<Problem?> WithinAsync(Cloud cloud, Task<Problem?> watching, TimeSpan time)
    {
        for (var gone = TimeSpan.Zero; gone <= time + ConsoleGuard.Every && !watching.IsCompleted; gone += ConsoleGuard.Every)
        {
            cloud.Clock.Advance(ConsoleGuard.Every);
            await Task.WhenAny(watching, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System));
        }

        Assert.True(watching.IsCompleted, $"It is still open after {time}.");
        return await watching;
    }
}
