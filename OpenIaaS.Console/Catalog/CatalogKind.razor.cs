using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>The one place that gives the kinds of item their icons and words.</summary>
public sealed partial class CatalogKind
{
    [Parameter, EditorRequired] public CatalogItemKind Kind { get; set; }

    [Inject] IStringLocalizer<CatalogText> L { get; set; } = default!;

    public static string Icon(CatalogItemKind kind) => kind switch
    {
        CatalogItemKind.DiskImage => Icons.Disc,
        CatalogItemKind.ConfigurationTemplate => Icons.Tools,
        CatalogItemKind.PreinstalledTemplate => Icons.Machine,
    };

    /// <summary>The picture of an item: panes for Windows, a prompt for other systems, its kind where it has none.</summary>
    public static string Icon(CatalogItemKind kind, string guestSystem) => kind == CatalogItemKind.DiskImage ? Icons.Disc : PublicItem.FamilyOf(guestSystem) switch
    {
        GuestFamily.Windows => Icons.Panes,
        GuestFamily.Unix => Icons.Terminal,
        GuestFamily.None or GuestFamily.Unknown => Icon(kind),
    };

    public static string Word(CatalogItemKind kind, IStringLocalizer<CatalogText> L) => kind switch
    {
        CatalogItemKind.DiskImage => L["Disk image (ISO)"],
        CatalogItemKind.ConfigurationTemplate => L["Configuration template"],
        CatalogItemKind.PreinstalledTemplate => L["Preinstalled template"],
    };

    /// <summary>The word beside a count of them.</summary>
    public static string Word(CatalogItemKind kind, int count, IStringLocalizer<CatalogText> L) => (kind, count) switch
    {
        (_, 1) => Word(kind, L),
        (CatalogItemKind.DiskImage, _) => L["Disk images (ISO)"],
        (CatalogItemKind.ConfigurationTemplate, _) => L["Configuration templates"],
        (CatalogItemKind.PreinstalledTemplate, _) => L["Preinstalled templates"],
    };
}
