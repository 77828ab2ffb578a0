using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Infrastructure.Simulation.Consoles;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Simulation.Consoles;

/// <summary>The small shell of a machine that runs, which tells the truth about it.</summary>
public sealed class ShellTests
{
    [Theory]
    [InlineData("whoami", "maya")]
    [InlineData("hostname", "erp-db-01")]
    [InlineData("nproc", "2")]
    [InlineData("uname", "Linux")]
    [InlineData("echo one  two", "one two")]
    [InlineData("echo 'one  two' \"it's\"three", "one  two it'sthree")]
    [InlineData("cat /etc/hostname", "erp-db-01")]
    [InlineData("cat /etc/nothing", "cat: /etc/nothing: no such file")]
    [InlineData("date", "Mon Nov 23 14:00:00 UTC 2026")]
    [InlineData("nonsense", "nonsense: command not found; help lists those there are")]
    [InlineData("pwd", "/home/maya")]
    [InlineData("ls /etc", "hostname  hosts  motd  os-release  vconsole.conf")]
    [InlineData("ping nobody", "ping: nobody: no such name; there is no name server, use an address")]
    [InlineData("touch /etc/own", "touch: /etc/own: files can be made in /home/maya alone")]
    [InlineData("cat /etc/os-release", "PRETTY_NAME=\"Debian 12\"\nNAME=\"Debian\"\nVERSION_ID=\"12\"\nID=debian")]
    public async Task Command_answers(string command, string answer)
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, _) = await SeatedAsync(cloud);
        Assert.Equal(answer, await desk.RunAsync(command));
    }

    [Fact]
    public async Task Disks_adapters_and_memory_are_those_of_the_machine_at_that_moment()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await SeatedAsync(cloud, "10.20.4.11");

        Assert.Contains("xvda             20G  disk", await desk.RunAsync("lsblk"), StringComparison.Ordinal);
        Assert.Matches(@"Mem: +4096", await desk.RunAsync("free"));
        Assert.Contains("/dev/xvda1", await desk.RunAsync("df"), StringComparison.Ordinal);
        var adapters = await desk.RunAsync("ip a");
        Assert.Contains("inet 10.20.4.11/8", adapters, StringComparison.Ordinal);
        Assert.Contains("network prod-20 (VLAN 20)", adapters, StringComparison.Ordinal);
        await using (var database = cloud.Database())
        {
            (await database.NetworkAdapters.SingleAsync(adapter => adapter.MachineId == machine.Id)).Plug(false);
            await database.SaveChangesAsync();
        }

        var unplugged = await desk.RunAsync("ip a");
        Assert.Contains("NO-CARRIER", unplugged, StringComparison.Ordinal);
        Assert.DoesNotContain("10.20.4.11", unplugged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_machine_of_the_network_answers_a_ping_while_it_runs_each_a_second_after_the_other()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("running", cloud.World.HostsA[0], address: "10.20.4.12");
        await cloud.AddMachineAsync("halted", address: "10.20.4.13");
        var (desk, _) = await SeatedAsync(cloud, "10.20.4.11");

        await desk.TypeAsync("ping 10.20.4.12\n");
        Assert.Single(Lines(await desk.ReadAsync(), "64 bytes"));
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Lines(await desk.ReadAsync(), "64 bytes").Count());
        cloud.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Contains("4 sent, 4 received", await desk.ReadAsync(), StringComparison.Ordinal);

        await desk.PressAsync(NamedKey.Clear);
        await desk.TypeAsync("ping 10.20.4.13\n");
        await desk.PressAsync(NamedKey.Break);
        cloud.Clock.Advance(TimeSpan.FromSeconds(5));
        var broken = await desk.ReadAsync();
        Assert.Single(Lines(broken, "no answer"));
        Assert.EndsWith("maya@erp-db-01:~$", broken);
    }

    [Fact]
    public async Task Line_can_be_corrected_completed_and_recalled()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, _) = await SeatedAsync(cloud);

        await desk.TypeAsync("who");
        await desk.PressAsync(NamedKey.Tab);
        Assert.EndsWith("$ whoami", await desk.ReadAsync());
        await desk.PressAsync(NamedKey.Erase);
        await desk.TypeAsync("cho helxo");
        await desk.PressAsync(NamedKey.Home);
        await desk.TypeAsync("e");
        await desk.PressAsync(NamedKey.End);
        await desk.PressAsync(NamedKey.Left);
        await desk.PressAsync(NamedKey.Backspace);
        await desk.TypeAsync("l\n");
        Assert.Contains("\nhello\n", await desk.ReadAsync(), StringComparison.Ordinal);
        await desk.PressAsync(NamedKey.Up);
        Assert.EndsWith("$ echo hello", await desk.ReadAsync());
        await desk.PressAsync(NamedKey.Break);
        Assert.EndsWith("^C\nmaya@erp-db-01:~$", await desk.ReadAsync());
        Assert.Contains("1  echo hello", await desk.RunAsync("history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_does_not_show_and_whoever_leaves_is_asked_again()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, _) = await SeatedAsync(cloud, logIn: false);
        await desk.TypeAsync("Root\nsecret");
        Assert.DoesNotContain("secret", await desk.ReadAsync(), StringComparison.Ordinal);
        await desk.TypeAsync("\n");
        Assert.EndsWith("root@erp-db-01:~#", await desk.ReadAsync());
        await desk.TypeAsync("exit\n");
        Assert.EndsWith("erp-db-01 login:", await desk.ReadAsync());
    }

    [Fact]
    public async Task Files_of_ones_own_are_kept_and_a_read_only_file_system_takes_none()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await SeatedAsync(cloud);
        await desk.RunAsync("echo bonjour > note");
        Assert.Equal("bonjour", await desk.RunAsync("cat note"));
        Assert.Equal("note", await desk.RunAsync("ls"));

        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, false, default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("sr-az05-std-01 does not answer", await desk.ReadAsync(), StringComparison.Ordinal);
        await desk.TypeAsync("whoami\n");
        Assert.DoesNotContain("whoami", await desk.ReadAsync(), StringComparison.Ordinal);
        cloud.Clock.Advance(DiskStall.Patience + TimeSpan.FromSeconds(5));
        Assert.Contains("giving up", await desk.ReadAsync(), StringComparison.Ordinal);
        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, true, default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(2));

        var back = await desk.ReadAsync();
        Assert.Contains("file system is now read-only", back, StringComparison.Ordinal);
        Assert.Contains("whoami\nmaya\n", back, StringComparison.Ordinal);
        Assert.Equal("rm: note: read-only file system", await desk.RunAsync("rm note"));
        Assert.Equal("bonjour", await desk.RunAsync("cat note"));
        Assert.Equal(DiskStallKind.ReadOnly, Assert.Single(await cloud.Get<IHypervisor>().ObserveAsync([machine.Id], default)).Stall?.Kind);
    }

    [Fact]
    public async Task Frozen_machine_does_not_react_and_reads_what_was_typed_once_it_goes_on()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await SeatedAsync(cloud);
        await using (var database = cloud.Database())
        {
            var now = cloud.Clock.GetUtcNow();
            (await database.Set<SimulatedMachine>().SingleAsync(row => row.Id == machine.Id)).Freeze(now, now + TimeSpan.FromMinutes(1));
            await database.SaveChangesAsync();
        }

        cloud.Clock.Advance(TimeSpan.FromSeconds(2));
        var before = await desk.ReadAsync();
        await desk.TypeAsync("whoami\n");
        Assert.Equal(before, await desk.ReadAsync());
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("whoami\nmaya\n", await desk.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poweroff_shuts_the_machine_down_by_its_own_system_and_the_screen_ends()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await SeatedAsync(cloud);
        await desk.TypeAsync("poweroff\n");
        await cloud.SettleAsync();
        cloud.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await desk.ReadAsync());
        Assert.Equal((PowerState.Halted, false), ((await cloud.MachineAsync(machine.Id)).Power, (await cloud.MachineAsync(machine.Id)).WantedRunning));
        await using var database = cloud.Database();
        Assert.Equal(GuestPower.Actor, (await database.Activities.SingleAsync()).Actor);
    }

    [Fact]
    public async Task Poweroff_that_is_refused_says_why_and_the_shell_goes_on()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await SeatedAsync(cloud);
        await using (var database = cloud.Database())
        {
            (await database.VirtualMachines.SingleAsync(row => row.Id == machine.Id)).Observe(GuestTools.None);
            await database.SaveChangesAsync();
        }

        Assert.StartsWith("A clean shutdown needs the management agent inside erp-db-01", await desk.RunAsync("poweroff"), StringComparison.Ordinal);
        Assert.Equal("maya", await desk.RunAsync("whoami"));
    }

    [Fact]
    public async Task Windows_machine_has_a_text_console_of_its_own()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (desk, machine) = await SeatedAsync(cloud, "10.20.4.11", logIn: false, system: "Windows Server 2022");
        var banner = await desk.ReadAsync();
        Assert.Contains("Windows Server 2022  ERP-DB-01", banner, StringComparison.Ordinal);
        await desk.LogInAsync();
        Assert.Contains("VLAN 20", await desk.RunAsync("ipconfig"), StringComparison.Ordinal);
        Assert.Equal("lsblk is no command of this console; help lists those there are.", await desk.RunAsync("lsblk"));
        await desk.TypeAsync("shutdown /r\n");
        Assert.Equal(PendingAction.Restarting, (await cloud.MachineAsync(machine.Id)).Pending);
    }

    static IEnumerable<string> Lines(string? text, string with) => (text ?? "").Split('\n').Where(line => line.Contains(with, StringComparison.Ordinal));

    static async Task<(Desk Desk, VirtualMachine Machine)> SeatedAsync(Cloud cloud, string address = "", bool logIn = true, string? system = null)
    {
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily, address: address);
        if (system is not null)
        {
            await using var database = cloud.Database();
            await database.VirtualMachines.Where(row => row.Id == machine.Id).ExecuteUpdateAsync(row => row.SetProperty(it => it.GuestSystem, system));
        }

        var desk = new Desk(cloud, machine.Id);
        if (logIn) await desk.LogInAsync();
        return (desk, machine);
    }
}
