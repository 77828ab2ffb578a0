using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Compute;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute.Palette;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What can be done to an object that was taken as subject, and the places that belong to it.</summary>
/// <param name="Deeds">With the sentence of the rule where one is refused now.</param>
public sealed record PaletteSubject(FoundObject Found, string Name, IReadOnlyList<PaletteItem> Deeds, IReadOnlyList<PaletteItem> Places);

/// <summary>Reads a subject, whatever kind it is of.</summary>
public sealed class PaletteSubjects(PaletteMachines machines, PaletteHosts hosts, PaletteCatalog catalog, PaletteWords words, IStringLocalizer<PaletteText> L)
{
    /// <summary>The kinds whose objects something can be done to, or that have more than one page.</summary>
    public static bool CanBeTaken(FoundKind kind) => kind is not (FoundKind.Activity or FoundKind.Ticket);

    /// <summary>A subject as it stands now; null when it is gone.</summary>
    public async Task<PaletteSubject?> OfAsync(FoundObject found, Caller caller, CancellationToken stop)
    {
        if (found.Kind == FoundKind.Machine) return await machines.OfAsync(found, caller, stop);
        PaletteItem own = new("go-own", PaletteWords.Icon(found.Kind), L["Its page"]) { Href = PaletteWords.Address(found) };
        return new(found, words.Name(found), found.Kind switch
        {
            FoundKind.Host => await hosts.DeedsAsync(new Id<Host>(found.Id), new Id<Pool>(found.Of ?? default), caller, stop),
            FoundKind.Template => await catalog.DeedsAsync(new Id<Template>(found.Id), caller, stop),
            FoundKind.Image => await catalog.DeedsAsync(new Id<DiskImage>(found.Id), caller, stop),
            _ => [],
        }, [own, .. Beside(found)]);
    }

    IEnumerable<PaletteItem> Beside(FoundObject found) => found.Kind switch
    {
        FoundKind.Host => [new("go-machines", Icons.Machine, L["The machines on it"]) { Href = $"/virtual-machines?host={found.Id}" }],
        FoundKind.Pool => [new("go-machines", Icons.Machine, L["The machines in it"]) { Href = $"/virtual-machines?pool={found.Id}" }],
        FoundKind.Replica => [new("go-machine", Icons.Machine, L["Its machine"]) { Href = $"/virtual-machines/{found.Of}" }, new("go-replicas", Icons.Replication, L["In the list of replicas"]) { Href = $"/replication?q={Uri.EscapeDataString(MachineWords.Line(found.Name))}" }],
        FoundKind.Disk when found.Of is { } machine => [new("go-machine", Icons.Machine, L["Its machine"]) { Href = $"/virtual-machines/{machine}" }],
        _ => [],
    };
}
