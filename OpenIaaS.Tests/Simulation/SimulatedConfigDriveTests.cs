using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class SimulatedConfigDriveTests
{
    static readonly CloudInit Given = new("#cloud-config\nhostname: erp-db\n", "", DestroyAfterBoot: true);

    [Theory]
    [InlineData("#cloud-config\nhostname: erp-db\n", "erp-db")]
    [InlineData("#cloud-config\nfqdn: erp-db.horizon.example\n", "erp-db")]
    [InlineData("#cloud-config\nhostname: short\nfqdn: long.horizon.example\n", "short")]
    [InlineData("#cloud-config\nusers: [maya]\n", "")]
    [InlineData("#cloud-config\nhostname: [a]\n", "")]
    [InlineData("#cloud-config\nhostname: [a\n", "")]
    public void The_host_name_is_the_one_of_the_cloud_config(string config, string name) => Assert.Equal(name, SimulatedConfigDrive.Of(new CloudInit(config, "")).HostName);

    [Theory]
    [InlineData("version: 2\nethernets: {eth0: {addresses: [10.0.0.5/24]}}", "10.0.0.5")]
    [InlineData("network: {version: 2, ethernets: {eth0: {addresses: [10.0.0.5/24]}}}", "10.0.0.5")]
    [InlineData("version: 2\nethernets: {ens3: {addresses: ['fd00::5/64', 10.0.0.5/24]}, ens4: {addresses: [10.0.0.6/24]}}", "10.0.0.5 10.0.0.6")]
    [InlineData("version: 2\nethernets: {eth1: {addresses: [10.0.0.6/24]}, enX0: {addresses: [10.0.0.5/24]}}", "10.0.0.5 10.0.0.6")]
    [InlineData("version: 2\nethernets: {eth0: {addresses: [{10.0.0.5/24: {lifetime: 0}}]}}", "10.0.0.5")]
    [InlineData("version: 2\nethernets: {eth0: {dhcp4: true}}", "")]
    [InlineData("version: 2\nethernets: {eth9: {addresses: [10.0.0.5/24]}}", "")]
    [InlineData("version: 2\nethernets: {eth0: {addresses: [somewhere]}}", "")]
    [InlineData("version: 1\nethernets: {eth0: {addresses: [10.0.0.5/24]}}", "")]
    [InlineData("version: 2\nethernets: [eth0", "")]
    [InlineData("", "")]
    public void Static_addresses_are_those_of_the_network_config(string network, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', SimulatedConfigDrive.Of(new CloudInit("#cloud-config\na: b\n", network)).Addresses).Trim());

    [Fact]
    public void Nesting_without_end_is_passed_over() =>
        Assert.Equal("", SimulatedConfigDrive.Of(new CloudInit("#cloud-config\nhostname: a\nb: " + new string('[', 30_000), "")).HostName);

    [Theory]
    [InlineData(22, null)]
    [InlineData(23, "A machine has at most 24 block devices, the DVD drive counted; this would make 25.")]
    public async Task Order_above_24_devices_is_refused_and_takes_nothing(int disks, string? reason)
    {
        await using var rack = await Rack.CreateAsync();
        var order = rack.Order("web-01") with
        {
            CloudInit = Given,
            Disks = [.. Enumerable.Range(0, disks).Select(_ => new MachineOrder.Disk(rack.NextId<VirtualDisk>(), rack.VolumeA, ByteSize.FromGiB(1), false))],
        };

        var task = await rack.EndAsync(await rack.Hypervisor.CreateAsync("create", order, default));

        Assert.Equal(reason, task.Reason);
        Assert.Equal(reason is null ? ByteSize.FromGiB(disks) : ByteSize.Zero, await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task Order_asked_again_by_another_process_makes_one_machine_with_its_drive()
    {
        await using var rack = await Rack.CreateAsync();
        var order = rack.Order("web-01") with { CloudInit = Given };
        await rack.Hypervisor.CreateAsync("create", order, default);
        rack.Advance(5);
        await rack.ReplaceProcessAsync();

        await rack.SucceedAsync(await rack.Hypervisor.CreateAsync("create", order, default));

        Assert.Equal(ConfigDrive.UntilFirstBoot, (await rack.SeeAsync(order.Machine)).ConfigDrive);
        Assert.Equal(ByteSize.FromGiB(20), await rack.UsedAsync(rack.VolumeA));
    }

    [Fact]
    public async Task Boot_that_lost_its_host_on_the_way_was_none()
    {
        await using var rack = await Rack.CreateAsync();
        var order = rack.Order("web-01") with { CloudInit = Given };
        await rack.SucceedAsync(await rack.Hypervisor.CreateAsync("create", order, default));
        await rack.Hypervisor.StartAsync("first", order.Machine, rack.BladeA.Id, default);
        rack.Advance(3);
        await rack.Blades.FailAsync(rack.BladeA.Id, default);
        rack.Advance(60);
        Assert.Equal(ConfigDrive.UntilFirstBoot, (await rack.SeeAsync(order.Machine)).ConfigDrive);

        var second = await rack.Hypervisor.StartAsync("second", order.Machine, rack.BladeA2.Id, default);
        rack.Advance(1);
        Assert.Equal(ConfigDrive.UntilFirstBoot, (await rack.SeeAsync(order.Machine)).ConfigDrive);
        await rack.SucceedAsync(second);
        Assert.Equal(ConfigDrive.None, (await rack.SeeAsync(order.Machine)).ConfigDrive);
        await rack.Blades.FailAsync(rack.BladeA2.Id, default);
        Assert.Equal(ConfigDrive.None, (await rack.SeeAsync(order.Machine)).ConfigDrive);
    }
}
