using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Catalog;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What can be done to an item of the catalog.</summary>
public sealed class PaletteCatalog(CatalogQueries catalog, PaletteWords words, IStringLocalizer<PaletteText> L)
{
    public async Task<IReadOnlyList<PaletteItem>> DeedsAsync(Id<Template> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement) || await catalog.TemplateAsync(id, caller, stop) is not { Ok: true, Value: var template }) return [];
        return
        [
            new("do-deploy", Icons.Plus, L["Deploy a machine from it…"]) { Href = CatalogAddress.Deploy(id.Value) },
            Delete($"/catalog/templates/{id}", template.Name, template.Delete, new ByteSize(template.Disks.Sum(disk => disk.Capacity.Bytes))),
        ];
    }

    public async Task<IReadOnlyList<PaletteItem>> DeedsAsync(Id<DiskImage> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement) || await catalog.DiskImageAsync(id, caller, stop) is not { Ok: true, Value: var image }) return [];
        return
        [
            new("do-install", Icons.Plus, L["Install a machine from it…"]) { Href = CatalogAddress.Install(id.Value) },
            Delete($"/catalog/images/{id}", image.Name, image.Delete, image.Size),
        ];
    }

    PaletteItem Delete(string page, string name, Problem? refused, ByteSize freed) => new("do-delete", Icons.Trash, L["Delete it…"])
    {
        Refused = refused is null ? null : words.Sentence(refused), Href = $"{page}?do=delete",
        Preview = _ => Task.FromResult(new PalettePreview(
            $"{L["Delete it…"].Value.TrimEnd('…')}: {name}", L["This cannot be undone. The name is asked for."], [(L["Space that becomes free"], Units.Size(freed.Bytes))])
        { Foot = L["Opens its form on its page."] }),
    };
}
