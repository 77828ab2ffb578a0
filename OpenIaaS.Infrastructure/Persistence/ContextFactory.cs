using Microsoft.EntityFrameworkCore;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>Hands out the configured database's context under the name of the one model.</summary>
sealed class ContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<ConsoleDbContext>
    where TContext : ConsoleDbContext
{
    public ConsoleDbContext CreateDbContext() => inner.CreateDbContext();

    public async Task<ConsoleDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await inner.CreateDbContextAsync(cancellationToken);
}
