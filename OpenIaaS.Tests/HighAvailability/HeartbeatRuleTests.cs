using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.HighAvailability;

public class HeartbeatRuleTests
{
    static readonly Pool Pool = new(new Id<Pool>(new Guid(1, 0, 0, new byte[8])), default, default, "clu001-az05", "ECO");

    /// <summary>"it is mandatory to have at least two hosts connected".</summary>
    [Theory]
    [InlineData(1, "ha.too-few-hosts")]
    [InlineData(2, null)]
    public void High_availability_needs_two_connected_hosts(int hosts, string? code) =>
        Assert.Equal(code, HeartbeatRule.CanEnable(Pool, hosts, Storage(Pool.Id, true), []).Problems.SingleOrDefault()?.Code);

    /// <summary>"each host in the pool regularly sends heartbeat signals to its peers via shared storage (Block Storage Heartbeat)".</summary>
    [Fact]
    public void Heartbeat_storage_is_shared_connected_and_of_the_pool()
    {
        var wrong = Storage(default, false);
        wrong.Observe(connected: false);

        Assert.Equal(
            ["ha.heartbeat-other-pool", "ha.heartbeat-not-shared", "storage.disconnected"],
            HeartbeatRule.CanEnable(Pool, 2, wrong, []).Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Machines_tied_to_a_host_by_an_ISO_are_named() =>
        Assert.Contains("web-01, web-02", Assert.Single(HeartbeatRule.CanEnable(Pool, 2, Storage(Pool.Id, true), ["web-01", "web-02"]).Problems).Message, StringComparison.Ordinal);

    static StorageRepository Storage(Id<Pool> pool, bool shared) => new(default, default, pool, "sr-01", "FLASH - Standard", ByteSize.FromTiB(1), shared, "fs-az05-01");
}
