using Bunit;
using OpenIaaS.Console.Compute;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>How bad each failure is, and where it is shown.</summary>
public sealed class FaultRuleTests : PageTest
{
    [Theory]
    [InlineData(HardwarePartKind.Interconnect, HardwareHealth.Healthy, false, 1, 0, FaultSeverity.Cleared)]
    [InlineData(HardwarePartKind.Interconnect, HardwareHealth.Failed, true, 1, 0, FaultSeverity.Major)]
    [InlineData(HardwarePartKind.Interconnect, HardwareHealth.Failed, true, 0, 0, FaultSeverity.Critical)]
    [InlineData(HardwarePartKind.Canister, HardwareHealth.Failed, true, 1, 0, FaultSeverity.Major)]
    [InlineData(HardwarePartKind.Canister, HardwareHealth.Failed, true, 0, 0, FaultSeverity.Critical)]
    [InlineData(HardwarePartKind.Interconnect, HardwareHealth.Degraded, false, 1, 0, FaultSeverity.Minor)]
    [InlineData(HardwarePartKind.Canister, HardwareHealth.Degraded, false, 0, 0, FaultSeverity.Major)]
    [InlineData(HardwarePartKind.Link, HardwareHealth.Degraded, false, 0, 0, FaultSeverity.Minor)]
    [InlineData(HardwarePartKind.Chassis, HardwareHealth.Failed, true, 3, 0, FaultSeverity.Critical)]
    [InlineData(HardwarePartKind.Link, HardwareHealth.Failed, true, 0, 0, FaultSeverity.Major)]
    [InlineData(HardwarePartKind.Drive, HardwareHealth.Rebuilding, true, 11, 1, FaultSeverity.Minor)]
    [InlineData(HardwarePartKind.Drive, HardwareHealth.Rebuilding, false, 11, 1, FaultSeverity.Info)]
    [InlineData(HardwarePartKind.Drive, HardwareHealth.Replace, true, 11, 0, FaultSeverity.Warning)]
    [InlineData(HardwarePartKind.Drive, HardwareHealth.Failed, true, 10, 2, FaultSeverity.Major)]
    [InlineData(HardwarePartKind.Drive, HardwareHealth.Failed, true, 9, 3, FaultSeverity.Critical)]
    public void Severity_follows_from_what_is_lost(HardwarePartKind kind, HardwareHealth health, bool isBroken, int mates, int missing, FaultSeverity expected) =>
        Assert.Equal(expected, FaultRule.Of(kind, health, isBroken, mates, missing));

    [Theory]
    [InlineData(HostStatus.Failed, FaultSeverity.Critical)]
    [InlineData(HostStatus.Maintenance, FaultSeverity.Info)]
    [InlineData(HostStatus.Evacuating, FaultSeverity.Info)]
    [InlineData(HostStatus.Connected, FaultSeverity.Cleared)]
    public void Blade_that_failed_is_critical(HostStatus status, FaultSeverity expected) => Assert.Equal(expected, FaultRule.Of(status));

    [Fact]
    public async Task Hardware_tells_the_severity_of_each_part_as_the_others_of_its_group_stand()
    {
        await FailAsync("Fabric A");
        Assert.Equal(FaultSeverity.Major, (await PartAsync("Fabric A")).Severity);
        Assert.Equal(FaultSeverity.Cleared, (await PartAsync("Fabric B")).Severity);
        await FailAsync("Fabric B");
        Assert.Equal([FaultSeverity.Critical, FaultSeverity.Critical], [(await PartAsync("Fabric A")).Severity, (await PartAsync("Fabric B")).Severity]);
        await FailAsync("Drive 1");
        await FailAsync("Drive 2");
        Assert.Equal([FaultSeverity.Major, FaultSeverity.Major], [(await PartAsync("Drive 1")).Severity, (await PartAsync("Drive 2")).Severity]);
    }

    [Fact]
    public async Task Compute_and_dashboard_name_the_severity_and_the_worst_comes_first()
    {
        await FailAsync("Drive 1");
        await FailAsync("Fabric A");
        var alarm = Assert.Single((await Cloud.Get<DashboardQueries>().ReadAsync(Cloud.World.Caller, default)).Value!.Alarms, alarm => alarm.Kind == DashboardAlarmKind.HardwareBroken);
        Assert.Equal(["Fabric A", "Drive 1"], alarm.Broken.Select(found => found.Part.Name));

        var compute = await RenderAsync<HostsPage>();
        compute.WaitForAssertion(() => Assert.Contains("major", compute.Find(".part-note").TextContent, StringComparison.Ordinal), Patience);
        var dashboard = Render<DashboardAlarmCard>(parameters => parameters.Add(card => card.Alarm, alarm));
        Assert.Contains("Fabric A (AZ05, major), Drive 1 (", dashboard.Find("p").TextContent, StringComparison.Ordinal);
        Assert.Contains(", minor)", dashboard.Find("p").TextContent, StringComparison.Ordinal);
    }

    async Task FailAsync(string name) => Assert.True((await Cloud.Get<IHardware>().FailAsync((await PartAsync(name)).Id, default)).Ok);

    async Task<HardwarePart> PartAsync(string name) => (await Cloud.Get<IHardware>().ObserveAsync([Cloud.World.ZoneA.Id], default)).Single(part => part.Name == name);
}
