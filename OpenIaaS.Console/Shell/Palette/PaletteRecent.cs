using Microsoft.JSInterop;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute.Palette;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>
/// What somebody came to lately, newest first. The browser keeps kinds and identities alone, for each person and tenant; what they are called is read
/// anew each time, as far as the person may see it.
/// </summary>
public sealed class PaletteRecent(IJSRuntime browser, PaletteQueries objects)
{
    /// <summary>How many are kept.</summary>
    public const int Most = 8;

    public async Task<IReadOnlyList<FoundObject>> ReadAsync(Caller caller, CancellationToken stop)
    {
        var kept = await browser.InvokeAsync<string[]?>("openiaas.palette.recent", stop, Shelf(caller)) ?? [];
        var named = kept.Take(Most).Select(Read).OfType<(FoundKind, Guid)>().ToList();
        if (named.Count == 0) return [];
        var found = (await objects.OfAsync(NamedObjects.From(named), caller, stop)).ToDictionary(one => (one.Kind, one.Id));
        return [.. named.Where(found.ContainsKey).Select(one => found[one])];
    }

    public ValueTask RememberAsync(FoundKind kind, Guid id, Caller caller) => browser.InvokeVoidAsync("openiaas.palette.remember", Shelf(caller), $"{kind}:{id}", Most);

    /// <summary>The object whose page an address is, or null.</summary>
    public static (FoundKind Kind, Guid Id)? Shown(string path) => path.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["virtual-machines", var id] when Guid.TryParse(id, out var machine) => (FoundKind.Machine, machine),
        ["catalog", "templates", var id] when Guid.TryParse(id, out var template) => (FoundKind.Template, template),
        ["catalog", "images", var id] when Guid.TryParse(id, out var image) => (FoundKind.Image, image),
        _ => null,
    };

    static (FoundKind, Guid)? Read(string kept) =>
        kept.Split(':') is [var kind, var id] && Enum.TryParse<FoundKind>(kind, out var known) && Enum.IsDefined(known) && Guid.TryParse(id, out var guid) ? (known, guid) : null;

    static string Shelf(Caller caller) => $"openiaas.recent.{caller.UserId}.{caller.TenantId}";
}
