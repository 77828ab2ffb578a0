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
    readonly Dictionary<string, (DateTimeOffset Begun, DateTimeOffset Ends, string? Failure, TransferResult Result)> tasks = [];
    readonly Dictionary<string, ByteSize> released = [];

    public sealed record Transfer(Id<VirtualMachine> Machine, DateTimeOffset At, DateTimeOffset? Since, bool Failed);

    public List<Transfer> Transfers { get; } = [];

    public IReadOnlyDictionary<string, ByteSize> Released => released;

    /// <summary>Whether it tells of what has ended only who asks for it by its key.</summary>
    public bool IsSilent { get; set; }

    /// <summary>The keys of releases that nobody will ask for again.</summary>
    public List<string> Forgotten { get; } = [];

    public TimeSpan Takes { get; set; } = TimeSpan.FromSeconds(20);

    public bool Down { get; set; }

    /// <summary>What stands in the way of every copy beside a link that is down, or null.</summary>
    public string? Obstacle { get; set; }

    /// <summary>Why every copy fails although nothing stands in its way, or null.</summary>
    public string? Breaks { get; set; }

    public ByteSize Full { get; set; } = ByteSize.FromGiB(20);

    public ByteSize Delta { get; set; } = ByteSize.FromGiB(1);

    /// <summary>How many copies the hardware remembers.</summary>
    public int Known
    {
        get
        {
            lock (tasks) return tasks.Count;
        }
    }

    /// <summary>How often the link breaks off before it does anything, as a process that dies would.</summary>
    public int Dies { get; set; }

    public Task<IReadOnlyList<HardwareTask>> TransferAsync(IReadOnlyCollection<TransferRequest> requests, CancellationToken stop)
    {
        if (Dies > 0)
        {
            Dies--;
            throw new IOException("The connection was lost.");
        }

        return Task.FromResult<IReadOnlyList<HardwareTask>>([.. requests.Select(request => Transferring(request.Key, request.Way.Machine, request.Way.Since))]);
    }

    public Task<HardwareTask> CopyBackAsync(string key, Id<VirtualMachine> copy, Id<VirtualMachine> machine, DateTimeOffset since, CancellationToken stop) =>
        throw new NotSupportedException("Nothing comes back over this link.");

    public Task ForgetAsync(DateTimeOffset before, CancellationToken stop)
    {
        lock (tasks)
            foreach (var (key, _) in tasks.Where(task => task.Value.Begun < before && task.Value.Ends <= clock.GetUtcNow()).ToList()) tasks.Remove(key);
        return Task.CompletedTask;
    }

    HardwareTask Transferring(string key, Id<VirtualMachine> machine, DateTimeOffset? since)
    {
        lock (tasks)
        {
            var now = clock.GetUtcNow();
            if (!tasks.ContainsKey(key))
            {
                var failure = Refusal ?? Breaks;
                var refused = failure is not null;
                tasks[key] = (now, refused ? now : now + Takes, failure, new TransferResult(now, since is null ? Full : Delta, since is null));
                Transfers.Add(new Transfer(machine, now, since, refused));
            }

            return Read(key);
        }
    }

    public Task<IReadOnlyDictionary<string, HardwareTask>> TasksAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        lock (tasks) return Task.FromResult<IReadOnlyDictionary<string, HardwareTask>>(keys.Where(tasks.ContainsKey).ToDictionary(key => key, Read));
    }

    public Task<EndedTransfers> EndedAsync(DateTimeOffset? since, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        lock (tasks)
            return Task.FromResult(new EndedTransfers(now, [.. tasks.Where(task => !IsSilent && task.Value.Ends <= now && !(task.Value.Ends < since)).OrderBy(task => task.Value.Ends).Select(task => Read(task.Key))]));
    }

    public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> ObstaclesAsync(IReadOnlyCollection<ReplicationWay> ways, CancellationToken stop) =>
        Task.FromResult<IReadOnlyDictionary<Id<VirtualMachine>, string>>(Refusal is { } refusal ? ways.ToDictionary(way => way.Machine, _ => refusal) : []);

    public Task<IReadOnlyDictionary<Id<VirtualMachine>, string>> FreezingAsync(IReadOnlyCollection<Id<VirtualMachine>> machines, CancellationToken stop) =>
        Task.FromResult<IReadOnlyDictionary<Id<VirtualMachine>, string>>(machines.Where(Freezing.ContainsKey).ToDictionary(machine => machine, machine => Freezing[machine]));

    /// <summary>The machines whose snapshots freeze, with the reason.</summary>
    public Dictionary<Id<VirtualMachine>, string> Freezing { get; } = [];

    /// <summary>Cuts the link: copies under way fail at once.</summary>
    public void Cut()
    {
        Down = true;
        lock (tasks)
        {
            var now = clock.GetUtcNow();
            foreach (var (key, task) in tasks.Where(task => task.Value.Ends > now).ToList())
                tasks[key] = task with { Ends = now, Failure = "The link between the zones was lost." };
        }
    }

    public Task<IReadOnlyList<VolumeObservation>> ObserveAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<VolumeObservation>>([]);

    public Task<HardwareTask> WriteAsync(string key, Id<StorageRepository> storage, ByteSize size, int? megabits, CancellationToken stop) => throw new NotSupportedException("Nothing is written here but copies.");

    Task<HardwareTask?> IBlockStorage.TaskAsync(string key, CancellationToken stop) => throw new NotSupportedException("Nothing is written here but copies.");

    public Task ReleaseAsync(IReadOnlyCollection<SpaceRelease> releases, CancellationToken stop)
    {
        lock (tasks)
            foreach (var release in releases) released.TryAdd(release.Key, release.Size);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        lock (tasks) Forgotten.AddRange(keys);
        return Task.CompletedTask;
    }

    string? Refusal => Down ? "The link between the zones is down." : Obstacle;

    HardwareTask Read(string key)
    {
        var (begun, ends, failure, result) = tasks[key];
        var now = clock.GetUtcNow();
        if (failure is not null && now >= ends) return new HardwareTask(key, HardwareTaskState.Failed, 0, null, null, failure);
        if (now >= ends) return new HardwareTask(key, HardwareTaskState.Succeeded, 100, TimeSpan.Zero, JsonSerializer.Serialize(result, DomainJson.Options), null);
        return new HardwareTask(key, HardwareTaskState.Running, (int)(100 * (now - begun) / (ends - begun)), ends - now, null, null);
    }
}
