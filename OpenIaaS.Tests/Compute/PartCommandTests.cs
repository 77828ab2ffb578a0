using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Parts of the hardware broken and repaired through the use cases of the Lab, and what its map shows of them.</summary>
public sealed class PartCommandTests
{
    [Fact]
    public async Task The_map_shows_the_zones_of_the_tenant_with_their_parts_arrays_and_link()
    {
        await using var cloud = await Cloud.CreateAsync();
        var map = await MapAsync(cloud);
        Assert.Equal([cloud.World.ZoneA.Name, cloud.World.ZoneB.Name], map.Zones.Select(zone => zone.Name));
        var zone = map.Zones[0];
        Assert.Equal(["Fabric A", "Fabric B"], zone.Parts.Where(part => part.Kind == HardwarePartKind.Interconnect).Select(part => part.Name));
        Assert.Equal(cloud.World.StorageA.Array, Assert.Single(zone.Arrays, array => array.Name == cloud.World.StorageA.Array).Name);
        Assert.Equal(cloud.World.Link.Id.Value, Assert.Single(map.Links).Part.Id.Value);
    }

    [Fact]
    public async Task A_chassis_that_fails_takes_its_hosts_down_and_the_inventory_finds_it()
    {
        await using var cloud = await Cloud.CreateAsync();
        var chassis = await PartAsync(cloud, HardwarePartKind.Chassis);
        var failed = await cloud.CompleteAsync(await cloud.Get<FailPart>().SubmitAsync(new FailPart.Input(chassis.Id), cloud.World.Caller, default));
        Assert.Equal((ActivityState.Completed, "chassis", chassis.Name), (failed.State, failed.TargetNoun, failed.TargetName));
        Assert.True((await PartAsync(cloud, HardwarePartKind.Chassis)).IsBroken);

        var inventory = cloud.Get<HostInventoryEngine>();
        await inventory.RunAsync(default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(31));
        await inventory.RunAsync(default);
        await using var database = cloud.Database();
        Assert.All(database.Hosts.Where(host => host.Chassis == chassis.Name), host => Assert.Equal(HostStatus.Failed, host.Status));
    }

    [Fact]
    public async Task Breaking_what_is_broken_and_repairing_what_is_whole_are_refused_with_a_sentence()
    {
        await using var cloud = await Cloud.CreateAsync();
        var fabric = await PartAsync(cloud, HardwarePartKind.Interconnect);
        Assert.Equal("Fabric A of UCS 1 is not broken.", await RefusalAsync(cloud.Get<RepairPart>().SubmitAsync(new RepairPart.Input(fabric.Id), cloud.World.Caller, default)));
        await cloud.CompleteAsync(await cloud.Get<FailPart>().SubmitAsync(new FailPart.Input(fabric.Id), cloud.World.Caller, default));
        Assert.Equal("Fabric A of UCS 1 is already broken.", await RefusalAsync(cloud.Get<FailPart>().SubmitAsync(new FailPart.Input(fabric.Id), cloud.World.Caller, default)));
        await cloud.CompleteAsync(await cloud.Get<RepairPart>().SubmitAsync(new RepairPart.Input(fabric.Id), cloud.World.Caller, default));
        Assert.False((await PartAsync(cloud, HardwarePartKind.Interconnect)).IsBroken);
    }

    [Fact]
    public async Task A_link_is_cut_and_joined_like_any_part()
    {
        await using var cloud = await Cloud.CreateAsync();
        var link = Assert.Single((await MapAsync(cloud)).Links).Part;
        var done = await cloud.CompleteAsync(await cloud.Get<FailPart>().SubmitAsync(new FailPart.Input(link.Id), cloud.World.Caller, default));
        Assert.Equal(("link", $"{cloud.World.ZoneA.Name} – {cloud.World.ZoneB.Name}"), (done.TargetNoun, done.TargetName));
        Assert.Equal((true, HardwareHealth.Failed), Assert.Single((await MapAsync(cloud)).Links) is var cut ? (cut.Part.IsBroken, cut.Part.Health) : default);
        await cloud.CompleteAsync(await cloud.Get<RepairPart>().SubmitAsync(new RepairPart.Input(link.Id), cloud.World.Caller, default));
        Assert.False(Assert.Single((await MapAsync(cloud)).Links).Part.IsBroken);
    }

    [Fact]
    public async Task What_is_broken_is_an_alarm_on_the_dashboard_and_counts_what_hangs_on_it()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        Assert.DoesNotContain((await DashboardAsync(cloud)).Alarms, alarm => alarm.Kind == DashboardAlarmKind.HardwareBroken);
        var fabric = await PartAsync(cloud, HardwarePartKind.Interconnect);
        await cloud.CompleteAsync(await cloud.Get<FailPart>().SubmitAsync(new FailPart.Input(fabric.Id), cloud.World.Caller, default));
        var alarm = Assert.Single((await DashboardAsync(cloud)).Alarms, alarm => alarm.Kind == DashboardAlarmKind.HardwareBroken);
        var (area, part) = Assert.Single(alarm.Broken);
        Assert.Equal((1, fabric.Id, (cloud.World.HostsA.Count, 1)), (alarm.Count, part.Id, area.On(part)));
    }

    static async Task<Dashboard> DashboardAsync(Cloud cloud)
    {
        var read = await cloud.Get<DashboardQueries>().ReadAsync(cloud.World.Caller, default);
        Assert.True(read.Ok);
        return read.Value;
    }

    static async Task<HardwareMapQueries.Map> MapAsync(Cloud cloud)
    {
        var map = await cloud.Get<HardwareMapQueries>().ReadAsync(cloud.World.Caller, default);
        Assert.True(map.Ok);
        return map.Value;
    }

    static async Task<HardwarePart> PartAsync(Cloud cloud, HardwarePartKind kind) => (await MapAsync(cloud)).Zones[0].Parts.First(part => part.Kind == kind);

    static async Task<string> RefusalAsync(Task<Result<Id<Activity>>> asked) => Assert.Single((await asked).Problems).Message.ToString();
}
