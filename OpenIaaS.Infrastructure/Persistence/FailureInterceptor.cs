using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>
/// Writes the record of failures in the same transaction as what it tells of, whoever changed it: hosts that fail and return, machines that are lost
/// and come back, attempts that end. A save that touches none of that costs one look at what it changes.
/// </summary>
sealed class FailureInterceptor(IServiceProvider services) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var database = (ConsoleDbContext)eventData.Context!;
        FailureNews news = new();
        foreach (var entry in database.ChangeTracker.Entries()) Take(entry, news);
        // What it is made of asks the database themselves: made only when there is something to write.
        if (!news.IsEmpty)
            await new FailureRecord(database, services.GetRequiredService<IdSource>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<RestartEstimate>()).WriteAsync(news, cancellationToken);
        return result;
    }

    static void Take(EntityEntry entry, FailureNews news)
    {
        if (entry.State is not (EntityState.Modified or EntityState.Deleted)) return;
        switch (entry.Entity)
        {
            case Host host when entry.State == EntityState.Modified:
                var was = entry.OriginalValues.GetValue<HostStatus>(nameof(Host.Status));
                if (was != HostStatus.Failed && host.Status == HostStatus.Failed) news.Failed.Add(host);
                else if (was == HostStatus.Failed && host.Status != HostStatus.Failed) news.Returned.Add(host);
                break;
            case VirtualMachine machine when entry.State == EntityState.Deleted:
                news.Deleted.Add(machine);
                break;
            case VirtualMachine machine:
                var lostAt = entry.OriginalValues.GetValue<DateTimeOffset?>(nameof(VirtualMachine.LostAt));
                if (machine.LostAt is not null && lostAt is null) news.Lost.Add(machine);
                else if (machine.LostAt is not null || lostAt is not null || entry.OriginalValues.GetValue<PowerState>(nameof(VirtualMachine.Power)) != machine.Power) news.Changed.Add(machine);
                break;
            case Pool pool when entry.State == EntityState.Modified && entry.OriginalValues.GetValue<bool>(nameof(Pool.HighAvailabilityEnabled)) != pool.HighAvailabilityEnabled:
                news.Switched.Add(pool);
                break;
            case Activity { Type: ActivityTypes.VirtualMachineRecover, IsEnded: true } attempt when entry.OriginalValues.GetValue<DateTimeOffset?>(nameof(Activity.EndedAt)) is null:
                news.Attempts.Add(attempt);
                break;
        }
    }
}
