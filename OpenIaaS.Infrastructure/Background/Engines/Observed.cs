using Microsoft.EntityFrameworkCore;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background.Engines;

/// <summary>Saving what was observed: never worth an error, for the next look sees it again.</summary>
static class Observed
{
    public static async Task SaveObservedAsync(this ConsoleDbContext database, CancellationToken stop)
    {
        try
        {
            await database.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody changed one of them meanwhile; the next look sees both.
        }
    }
}
