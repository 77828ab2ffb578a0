using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Compute;

/// <summary>How a host goes into maintenance and out of it, and what a failure in between does.</summary>
public sealed class HostMaintenanceTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 27, 10, 0, 0, TimeSpan.Zero);

    readonly Host host = new(new Id<Host>(new Guid(1, 0, 0, new byte[8])), default(Id<Tenant>), default, "h1", "STANDARD", "ch1", 1, true);

    [Theory]
    [InlineData(HostStatus.Connected, 1, null, "host.not-in-maintenance")]
    [InlineData(HostStatus.Connected, 0, "host.last-connected", "host.not-in-maintenance")]
    [InlineData(HostStatus.Evacuating, 1, "host.evacuating", "host.evacuating")]
    [InlineData(HostStatus.Maintenance, 1, "host.in-maintenance", null)]
    [InlineData(HostStatus.Failed, 1, "host.failed", "host.broken-in-maintenance")]
    public void Status_decides_what_can_begin(HostStatus status, int others, string? begin, string? end)
    {
        Assert.Equal(begin, Host.CanBeginMaintenance("h1", status, others).Problems.SingleOrDefault()?.Code);
        Assert.Equal(end, Host.CanEndMaintenance("h1", status).Problems.SingleOrDefault()?.Code);
    }

    [Fact]
    public void Host_is_emptied_then_in_maintenance_then_connected_again()
    {
        Assert.True(host.BeginMaintenance(1).Ok);
        Assert.Equal(HostStatus.Evacuating, host.Status);
        host.EnterMaintenance(Now);
        Assert.Equal((HostStatus.Maintenance, Now), (host.Status, host.MaintenanceSince));
        host.EndMaintenance();
        Assert.Equal((HostStatus.Connected, (DateTimeOffset?)null), (host.Status, host.MaintenanceSince));
    }

    [Fact]
    public void Host_that_could_not_be_emptied_is_connected()
    {
        host.BeginMaintenance(1);
        host.AbandonMaintenance();
        Assert.Equal((HostStatus.Connected, (DateTimeOffset?)null), (host.Status, host.MaintenanceSince));
    }

    [Fact]
    public void Host_in_maintenance_that_breaks_and_is_repaired_returns_to_maintenance()
    {
        host.BeginMaintenance(1);
        host.EnterMaintenance(Now);
        host.Fail(Now);
        host.Return();
        Assert.Equal(HostStatus.Maintenance, host.Status);
    }

    [Fact]
    public void Host_that_breaks_while_it_is_emptied_stays_failed_and_returns_to_its_pool()
    {
        host.BeginMaintenance(1);
        host.Fail(Now);
        host.AbandonMaintenance();
        Assert.Equal(HostStatus.Failed, host.Status);
        host.Return();
        Assert.Equal(HostStatus.Connected, host.Status);
    }

    [Theory]
    [InlineData(HostStatus.Evacuating)]
    [InlineData(HostStatus.Maintenance)]
    public void Heartbeat_missing_for_a_moment_changes_nothing(HostStatus status)
    {
        host.BeginMaintenance(1);
        if (status == HostStatus.Maintenance) host.EnterMaintenance(Now);
        host.LoseHeartbeat(Now);
        host.Return();
        Assert.Equal((status, (DateTimeOffset?)null), (host.Status, host.HeartbeatLostAt));
    }
}
