using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>
/// Gives permissions that came with a version to those who held every one before, so that the administrator of a database made earlier is one still.
/// Only when the database is brought to the model of that version: what was taken from somebody later stays taken.
/// </summary>
static class NewPermissions
{
    /// <summary>What came with which migration.</summary>
    static readonly Dictionary<string, string[]> Added = new()
    {
        ["MachinesNetworksAndViews"] = [Permission.ConsoleAccess, Permission.NetworkWrite],
        ["RareMachinesAtHand"] = [Permission.TagRead, Permission.IamRead, Permission.VpcRead],
    };

    /// <param name="migrations">The migrations that have just been made.</param>
    public static async Task GrantAsync(ConsoleDbContext database, IReadOnlyCollection<string> migrations, CancellationToken stop)
    {
        var added = Added.Where(with => migrations.Any(made => made.EndsWith($"_{with.Key}", StringComparison.Ordinal))).SelectMany(with => with.Value).ToList();
        if (added.Count == 0) return;
        foreach (var membership in await database.Memberships.ToListAsync(stop)) membership.TakeIn(added);
        await database.SaveChangesAsync(stop);
    }
}
