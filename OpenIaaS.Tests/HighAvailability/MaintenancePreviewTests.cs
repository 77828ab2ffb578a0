using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>Console specification 2.16: maintenance evacuates machines. What it moves, what stands in the way, what it leaves unprotected.</summary>
public sealed class MaintenancePreviewTests
{
    [Fact]
    public void Every_machine_moves_to_a_connected_host_with_room()
    {
        var preview = Preview(new MaintenancePools().Host("h1", 0).Host("h2", 8).Host("h3", 64, HostStatus.Maintenance).Host("h4", 64, HostStatus.Failed)
            .Machine("a", "h1", 5).Machine("b", "h1", 3).Machine("other", "h2", 4), "h1");

        Assert.Equal(["a to h2", "b to h2"], Moves(preview));
        Assert.Empty(preview.Evacuation.Obstacles);
        Assert.True(preview.Refused.Ok);
    }

    [Fact]
    public void Placement_that_exists_is_found_where_the_largest_first_misses_it()
    {
        // Reliability 1: hosts with 7 and 5 GiB free, machines of 5, 4 and 3.
        var preview = Preview(new MaintenancePools().Host("h1", 0).Host("h2", 7).Host("h3", 5).Machine("five", "h1", 5).Machine("four", "h1", 4).Machine("three", "h1", 3), "h1");
        Assert.Equal(["five to h3", "four to h2", "three to h2"], Moves(preview));
    }

    [Fact]
    public void What_cannot_move_is_named_with_its_reason_and_refuses_the_whole()
    {
        var preview = Preview(new MaintenancePools().Host("h1", 0).Host("h2", 10)
            .Machine("busy", "h1", 1, stopping: true).Machine("huge", "h1", 11).Machine("plain", "h1", 2, drivers: false).Machine("tied", "h1", 2, tiedTo: "local-1").Machine("fits", "h1", 4), "h1");

        Assert.Equal(["busy vm.busy", "huge evacuation.no-room", "plain vm.needs-pv-drivers", "tied vm.tied-to-host"], preview.Evacuation.Obstacles.Select(obstacle => $"{obstacle.Name} {obstacle.Reason.Code}"));
        Assert.Equal("huge has nowhere to go: it needs 11 GiB, and the most that another connected host has left after the others have moved is 6 GiB.", preview.Evacuation.Obstacles[1].Reason.Message);
        Assert.Equal(4, preview.Refused.Problems.Count);
        Assert.Equal(["fits to h2"], Moves(preview));
    }

    [Fact]
    public void Last_connected_host_is_refused()
    {
        var preview = Preview(new MaintenancePools().Host("h1", 8).Host("h2", 8, HostStatus.Maintenance), "h1");
        Assert.Equal("host.last-connected", Assert.Single(preview.Refused.Problems).Code);
    }

    [Fact]
    public void Restart_machine_that_would_have_no_place_after_one_more_failure_is_named_with_the_host_that_fails()
    {
        // While h1 is away, b of h2 fits nowhere if h2 fails: h3 has 4 GiB left and a has come.
        var preview = Preview(new MaintenancePools().WithHighAvailability().Host("h1", 8).Host("h2", 2).Host("h3", 6)
            .Machine("a", "h1", 4).Machine("b", "h2", 8).Machine("c", "h2", 1, HighAvailabilityPriority.BestEffort), "h1");

        Assert.Equal(["a to h3"], Moves(preview));
        Assert.Equal(["a on h3", "b on h2"], preview.Unprotected.Select(gap => $"{gap.Name} on {gap.Host}").Order(StringComparer.Ordinal));
        Assert.Empty(preview.Warnings);
    }

    [Fact]
    public void Machine_that_has_no_place_today_either_is_not_blamed_on_the_maintenance()
    {
        var preview = Preview(new MaintenancePools().WithHighAvailability().Host("h1", 8).Host("h2", 2).Host("h3", 6).Machine("b", "h2", 12), "h1");
        Assert.Empty(preview.Unprotected);
    }

    [Fact]
    public void Without_high_availability_nothing_is_promised_and_nothing_warned_of()
    {
        var preview = Preview(new MaintenancePools().Host("h1", 8).Host("h2", 8).Machine("a", "h1", 4), "h1");
        Assert.Empty(preview.Unprotected);
        Assert.Empty(preview.Warnings);
    }

    [Fact]
    public void Fewer_connected_hosts_than_high_availability_needs_is_warned_of_and_not_refused()
    {
        var preview = Preview(new MaintenancePools().WithHighAvailability().Host("h1", 8).Host("h2", 8).Machine("a", "h1", 4), "h1");
        Assert.Equal("High availability of P needs 2 connected hosts; while h1 is away it has 1, and no machine can be restarted elsewhere.", Assert.Single(preview.Warnings).Message);
        Assert.True(preview.Refused.Ok);
        Assert.Equal("a", Assert.Single(preview.Unprotected).Name);
    }

    static MaintenancePreview Preview(MaintenancePools pool, string host) => MaintenancePreview.Of(pool[host], pool.Pool, pool.Rooms, pool.Machines, pool.TiedTo);

    static IEnumerable<string> Moves(MaintenancePreview preview) => preview.Evacuation.Moves.Select(move => $"{move.Name} to {move.HostName}").Order(StringComparer.Ordinal);
}
