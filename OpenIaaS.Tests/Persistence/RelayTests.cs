using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Live;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Persistence;

/// <summary>Two nodes on one PostgreSQL: what one changes, the open pages of the other hear.</summary>
public sealed class RelayTests : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly CancellationTokenSource patience = new(Patience, TimeProvider.System);
    readonly List<IHostedService> started = [];
    Installation installation = null!;
    IServiceProvider here = null!;
    IServiceProvider there = null!;

    [Fact]
    public async Task A_change_on_one_node_is_heard_on_the_other_in_its_tenant_only()
    {
        await StartAsync();
        var tenant = Ids.Next<Tenant>();
        using var mine = Feed(there).Subscribe(tenant, typeof(BackupPolicy));
        using var strangers = Feed(there).Subscribe(Ids.Next<Tenant>(), typeof(BackupPolicy));

        await AddAsync(Policy(tenant));

        Assert.True(await mine.WaitAsync(patience.Token));
        Assert.False(strangers.WaitAsync(default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task What_all_tenants_share_is_heard_by_all()
    {
        await StartAsync();
        using var watch = Feed(there).Subscribe(Ids.Next<Tenant>(), typeof(Organization));

        await AddAsync(new Organization(Ids.Next<Organization>(), "Mutuelle Horizon"));

        Assert.True(await watch.WaitAsync(patience.Token));
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_is_not_heard()
    {
        await StartAsync();
        var tenant = Ids.Next<Tenant>();
        using var taken = Feed(there).Subscribe(tenant, typeof(BackupPolicy));
        using var committed = Feed(there).Subscribe(tenant, typeof(Organization));

        await using (var database = Database(here))
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            database.Add(Policy(tenant));
            await database.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        // Notifications come in the order of their commits: when this one is heard, an earlier one would have been.
        await AddAsync(new Organization(Ids.Next<Organization>(), "Mutuelle Horizon"));
        Assert.True(await committed.WaitAsync(patience.Token));
        Assert.False(taken.WaitAsync(default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Several_saves_of_one_transaction_are_heard_once_it_commits()
    {
        await StartAsync();
        var tenant = Ids.Next<Tenant>();
        using var policies = Feed(there).Subscribe(tenant, typeof(BackupPolicy));
        using var organizations = Feed(there).Subscribe(tenant, typeof(Organization));

        await using (var database = Database(here))
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            database.Add(Policy(tenant));
            await database.SaveChangesAsync();
            database.Add(new Organization(Ids.Next<Organization>(), "Mutuelle Horizon"));
            await database.SaveChangesAsync();
            Assert.False(policies.WaitAsync(default).AsTask().IsCompleted);
            await transaction.CommitAsync();
        }

        Assert.True(await organizations.WaitAsync(patience.Token));
    }

    [Fact]
    public async Task A_change_in_bulk_is_announced_to_the_other_node()
    {
        await StartAsync();
        var tenant = Ids.Next<Tenant>();
        using var watch = Feed(there).Subscribe(tenant, typeof(Domain.Activities.Activity));

        await Feed(here).AnnounceAsync(here.GetRequiredService<IDbContextFactory<ConsoleDbContext>>(), new Change(typeof(Domain.Activities.Activity), tenant), default);

        Assert.True(await watch.WaitAsync(patience.Token));
    }

    [Fact]
    public async Task After_a_lost_connection_everything_counts_as_changed_once_and_changes_are_heard_again()
    {
        await StartAsync();
        var tenant = Ids.Next<Tenant>();
        using var watch = Feed(there).Subscribe(tenant, typeof(BackupPolicy));

        await using (var database = installation.Database())
        {
            await database.Database.ExecuteSqlAsync(
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database() AND pid <> pg_backend_pid()");
        }

        Assert.True(await watch.WaitAsync(patience.Token));
        await Relay(there).Listening.WaitAsync(patience.Token);
        Assert.False(watch.WaitAsync(default).AsTask().IsCompleted);
        using var again = Feed(there).Subscribe(tenant, typeof(BackupPolicy));
        await AddAsync(Policy(tenant));
        Assert.True(await again.WaitAsync(patience.Token));
    }

    [Fact]
    public async Task Open_pages_read_again_each_minute_whatever_was_heard()
    {
        await StartAsync();
        using var watch = Feed(there).Subscribe(Ids.Next<Tenant>(), typeof(VirtualMachine));

        installation.Clock.Advance(PostgresRelay.Refresh - TimeSpan.FromSeconds(1));
        Assert.False(watch.WaitAsync(default).AsTask().IsCompleted);
        using var later = Feed(there).Subscribe(Ids.Next<Tenant>(), typeof(VirtualMachine));
        installation.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await later.WaitAsync(patience.Token));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in started) await service.StopAsync(default);
        patience.Dispose();
        if (installation is not null) await installation.DisposeAsync();
    }

    IdSource Ids => installation.Get<IdSource>();

    static ChangeFeed Feed(IServiceProvider node) => node.GetRequiredService<ChangeFeed>();

    static ConsoleDbContext Database(IServiceProvider node) => node.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContext();

    static PostgresRelay Relay(IServiceProvider node) => node.GetServices<IHostedService>().OfType<PostgresRelay>().Single();

    BackupPolicy Policy(Id<Tenant> tenant) => new(Ids.Next<BackupPolicy>(), tenant, Ids.Next<AvailabilityZone>(), "backup-1d-r7", "0 19 * * *", new BackupRetention(7, 0, 0));

    async Task AddAsync(object row)
    {
        await using var database = Database(here);
        database.Add(row);
        await database.SaveChangesAsync();
    }

    async Task StartAsync()
    {
        installation = await Installation.CreateAsync(Store.PostgreSql);
        (here, there) = (installation.AddNode(), installation.AddNode());
        foreach (var node in new[] { here, there })
        {
            var relay = Relay(node);
            started.Add(relay);
            await relay.StartAsync(default);
            await relay.Listening.WaitAsync(patience.Token);
        }
    }
}
