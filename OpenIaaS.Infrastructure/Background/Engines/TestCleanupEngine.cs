using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Removes copies that were tried once their time is up.</summary>
public sealed class TestCleanupEngine(IDbContextFactory<ConsoleDbContext> databases, CleanUpTest cleanUp, TimeProvider clock) : IEngine
{
    public string Name => "Clean-up of failover tests";

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public IReadOnlyCollection<Type> Watches { get; } = [typeof(Failover)];

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Waiting(database).MinAsync(row => row.CleanUpAt, stop);
    }

    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(stop);
        var due = await Waiting(database).Where(row => row.CleanUpAt <= now).OrderBy(row => row.CleanUpAt).Select(row => new { row.Id, row.TenantId }).ToListAsync(stop);
        var asked = 0;
        foreach (var test in due)
            if ((await cleanUp.SubmitAsync(new CleanUpTest.Input(test.Id), Caller.System(Name, test.TenantId), stop)).Ok) asked++;
        return asked == 0 ? null : $"{asked} copies that were tried are being removed.";
    }

    static IQueryable<Failover> Waiting(ConsoleDbContext database) => database.Failovers.Where(row => row.State == FailoverState.Running && row.CleanUpAt != null);
}
