using System.Text.Json;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application;

namespace OpenIaaS.Tests.Replication;

/// <summary>A link that does what a test tells it: how long a copy takes, how much it writes, whether it is down.</summary>
sealed class ScriptedLink(TimeProvider clock) : IReplicationLink, IBlockStorage
{
    readonly Dictionary<string, (DateTimeOffset Begun, DateTimeOffset Ends, bool Failed, TransferResult Result)> tasks = [];
    readonly Dictionary<string, ByteSize> released = [];

    public sealed record Transfer(Id<VirtualMachine> Machine, DateTimeOffset At, DateTimeOffset? Since, bool Failed);

    public List<Transfer> Transfers { get; } = [];

    public IReadOnlyDictionary<string, ByteSize> Released => released;

    public TimeSpan Takes { get; set; } = TimeSpan.FromSeconds(20);

    public bool Down { get; set; }

    public ByteSize Full { get; set; } = ByteSize.FromGiB(20);

    public ByteSize Delta { get; set; } = ByteSize.FromGiB(1);

    /// <summary>How many copies are still under way.</summary>
    public int UnderWay
    {
        get
        {
            lock (tasks) return tasks.Values.Count(task => task.Ends > clock.GetUtcNow());
        }
    }

    public Task<HardwareTask> TransferAsync(string key, Id<VirtualMachine> machine, DateTimeOffset? since, Id<StorageRepository> target, CancellationToken stop)
    {
        lock (tasks)
        {
            var now = clock.GetUtcNow();
            if (!tasks.ContainsKey(key))
            {
                tasks[key] = (now, Down ? now : now + Takes, Down, new TransferResult(now, since is null ? Full : Delta, since is null));
                Transfers.Add(new Transfer(machine, now, since, Down));
            }

            return Task.FromResult(Read(key));
        }
    }

    public Task<HardwareTask?> TaskAsync(string key, CancellationToken stop)
    {
        lock (tasks) return Task.FromResult(tasks.ContainsKey(key) ? Read(key) : null);
    }

    public Task<IReadOnlyList<VolumeObservation>> ObserveAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<VolumeObservation>>([]);

    public Task ReleaseAsync(string key, Id<StorageRepository> storage, ByteSize size, CancellationToken stop)
    {
        lock (tasks) released.TryAdd(key, size);
        return Task.CompletedTask;
    }

    HardwareTask Read(string key)
    {
        var (begun, ends, failed, result) = tasks[key];
        var now = clock.GetUtcNow();
        if (failed) return new HardwareTask(key, HardwareTaskState.Failed, 0, null, null, "The link between the zones is down.");
        if (now >= ends) return new HardwareTask(key, HardwareTaskState.Succeeded, 100, TimeSpan.Zero, JsonSerializer.Serialize(result, DomainJson.Options), null);
        return new HardwareTask(key, HardwareTaskState.Running, (int)(100 * (now - begun) / (ends - begun)), ends - now, null, null);
    }
}
