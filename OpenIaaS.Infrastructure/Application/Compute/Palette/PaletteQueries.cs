using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute.Palette;

/// <summary>
/// Finds any object by name, address or identity. Each kind needs its own permission and is left out without it; nothing of another tenant is found.
/// What grows with the machines is found through an index, a few rows of each kind at the most.
/// </summary>
public sealed class PaletteQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>How many of one kind are shown.</summary>
    public const int Shown = 6;

    /// <summary>The longest text that is looked for.</summary>
    public const int Longest = 200;

    /// <summary>What answers to a text, the best of each kind first. An identity finds its object; any other text is part of a name or of an address.</summary>
    public async Task<IReadOnlyList<FoundObject>> FindAsync(string text, Caller caller, CancellationToken stop)
    {
        var asked = text.Trim();
        if (asked.Length is 0 or > Longest) return [];
        await using var database = await databases.CreateDbContextAsync(stop);
        var sources = new PaletteSources(database, caller);
        List<FoundObject> found = Guid.TryParse(asked, out var id) ? await sources.OfAsync(NamedObjects.WithId(id), stop) : [];
        found = found.ConvertAll(one => one with { Address = one.Id.ToString() });
        if (found.Count == 0) found = await sources.FindAsync(asked, stop);
        return [.. found.GroupBy(one => one.Kind)
            .SelectMany(kind => kind.OrderBy(one => one.Rank(asked)).ThenBy(one => one.Name.Length).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Take(Shown))
            .OrderBy(one => one.Kind)];
    }

    /// <summary>Objects by their identities, as they are now; what is gone, or not for this caller, is left out.</summary>
    public async Task<IReadOnlyList<FoundObject>> OfAsync(NamedObjects named, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await new PaletteSources(database, caller).OfAsync(named, stop);
    }
}
