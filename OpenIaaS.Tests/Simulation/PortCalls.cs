using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Simulation;

/// <summary>One of what the ports are asked many of.</summary>
static class PortCalls
{
    public static async Task<HardwareTask> TransferAsync(
        this IReplicationLink link, string key, Id<VirtualMachine> machine, DateTimeOffset? since, Id<StorageRepository> target, CancellationToken stop) =>
        Assert.Single(await link.TransferAsync([new TransferRequest(key, new ReplicationWay(machine, since, target))], stop));

    public static async Task<HardwareTask?> TaskAsync(this IReplicationLink link, string key, CancellationToken stop) => (await link.TasksAsync([key], stop)).GetValueOrDefault(key);

    public static Task ReleaseAsync(this IBlockStorage storage, string key, Id<StorageRepository> volume, ByteSize size, CancellationToken stop) =>
        storage.ReleaseAsync([new SpaceRelease(key, volume, size)], stop);
}
