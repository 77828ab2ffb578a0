using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Live;

/// <summary>Tells open pages that something they show changed. A slow page costs one pending signal, never a queue.</summary>
public sealed class ChangeFeed
{
    readonly ChangeNotices? notices;
    readonly ConcurrentDictionary<Watch, byte> watches = new();

    /// <summary>A feed of this node alone.</summary>
    public ChangeFeed()
    {
    }

    /// <summary>A feed that tells other nodes on the same database what is announced.</summary>
    internal ChangeFeed(ChangeNotices? notices) => this.notices = notices;

    /// <summary>How many pages watch.</summary>
    public int Watching => watches.Count;

    /// <summary>Watches kinds of entity in a tenant until it is disposed.</summary>
    public Watch Subscribe(Id<Tenant> tenant, params IEnumerable<Type> kinds)
    {
        var watch = new Watch(tenant, [.. kinds], ended => watches.TryRemove(ended, out _));
        watches.TryAdd(watch, 0);
        return watch;
    }

    public void Publish(IReadOnlyCollection<Change> changes)
    {
        foreach (var (watch, _) in watches)
            if (changes.Any(watch.Concerns)) watch.Signal();
    }

    /// <summary>Counts everything as changed: what happened meanwhile is not known.</summary>
    public void PublishEverything()
    {
        foreach (var (watch, _) in watches) watch.Signal();
    }

    /// <summary>Publishes a change made in bulk, which passes by the interceptor, here and on the other nodes.</summary>
    public async Task AnnounceAsync(IDbContextFactory<ConsoleDbContext> databases, Change change, CancellationToken stop)
    {
        Publish([change]);
        if (notices is null) return;
        await using var database = await databases.CreateDbContextAsync(stop);
        await database.Database.OpenConnectionAsync(stop);
        await notices.SendAsync(database.Database.GetDbConnection(), null, [change], stop);
    }

    /// <summary>One page's watch.</summary>
    public sealed class Watch(Id<Tenant> tenant, HashSet<Type> kinds, Action<Watch> ended) : IDisposable
    {
        readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        /// <summary>Ends a waiting <see cref="WaitAsync"/> with false.</summary>
        public void Dispose()
        {
            ended(this);
            channel.Writer.TryComplete();
        }

        /// <summary>Waits for the next change; false when the watch has ended.</summary>
        public async ValueTask<bool> WaitAsync(CancellationToken stop)
        {
            if (!await channel.Reader.WaitToReadAsync(stop)) return false;
            channel.Reader.TryRead(out _);
            return true;
        }

        /// <summary>Whether something changed since it was last asked or waited for.</summary>
        public bool TakeChange() => channel.Reader.TryRead(out _);

        internal bool Concerns(Change change) => kinds.Contains(change.Kind) && (change.Tenant is null || change.Tenant == tenant);

        internal void Signal() => channel.Writer.TryWrite(true);
    }
}
