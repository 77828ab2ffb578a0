using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Compute.Palette;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What the kinds of object are called in the palette, how they look, and where each has its page.</summary>
public sealed class PaletteWords(
    IStringLocalizer<PaletteText> L, IStringLocalizer<ComputeText> machines, IStringLocalizer<ActivitiesText> activities, IStringLocalizer<ProblemText> sentences)
{
    public string Sentence(Problem problem) => sentences.Sentence(problem);

    public string Title(FoundKind kind) => kind switch
    {
        FoundKind.Machine => L["Machines"],
        FoundKind.Host => L["Hosts"],
        FoundKind.Pool => L["Pools"],
        FoundKind.Zone => L["Availability zones"],
        FoundKind.Storage => L["Block storage"],
        FoundKind.Disk => L["Virtual disks"],
        FoundKind.Network => L["Networks"],
        FoundKind.Template => L["Templates"],
        FoundKind.Image => L["ISO images"],
        FoundKind.ReplicationPolicy => L["Replication policies"],
        FoundKind.Replica => L["Replicas"],
        FoundKind.BackupPolicy => L["Backup policies"],
        FoundKind.Ticket => L["Tickets"],
        FoundKind.Activity => L["Activities"],
    };

    public static string Icon(FoundKind kind) => kind switch
    {
        FoundKind.Machine => Icons.Machine,
        FoundKind.Host or FoundKind.Pool => Icons.Blade,
        FoundKind.Zone => Icons.Pin,
        FoundKind.Storage or FoundKind.Disk => Icons.Disk,
        FoundKind.Network => Icons.Network,
        FoundKind.Template => Icons.Catalog,
        FoundKind.Image => Icons.Disc,
        FoundKind.ReplicationPolicy or FoundKind.Replica => Icons.Replication,
        FoundKind.BackupPolicy => Icons.Backup,
        FoundKind.Ticket => Icons.Ticket,
        FoundKind.Activity => Icons.List,
    };

    /// <summary>Where an object is to be seen.</summary>
    public static string Address(FoundObject found) => found.Kind switch
    {
        FoundKind.Machine => $"/virtual-machines/{found.Id}",
        FoundKind.Host => $"/compute?pool={found.Of}&host={found.Id}",
        FoundKind.Pool => $"/compute?pool={found.Id}",
        FoundKind.Zone => $"/virtual-machines?zone={found.Id}",
        FoundKind.Storage => $"/storage?q={Uri.EscapeDataString(found.Name)}&open={found.Id}",
        FoundKind.Disk => found.Of is { } machine ? $"/virtual-machines/{machine}?tab=disks" : "/storage",
        FoundKind.Network => $"/networks?q={Uri.EscapeDataString(found.Name)}",
        FoundKind.Template => $"/catalog/templates/{found.Id}",
        FoundKind.Image => $"/catalog/images/{found.Id}",
        FoundKind.ReplicationPolicy => $"/replication?tab=policies&q={Uri.EscapeDataString(found.Name)}",
        FoundKind.Replica => $"/virtual-machines/{found.Of}?tab=replication",
        FoundKind.BackupPolicy => $"/backup?q={Uri.EscapeDataString(found.Name)}",
        FoundKind.Ticket => $"/support/{found.Number}",
        FoundKind.Activity => $"/activities?q={Uri.EscapeDataString(found.Name)}",
    };

    /// <summary>An object as a line; Enter goes to its page.</summary>
    public PaletteItem Item(FoundObject found) => new($"{found.Kind}-{found.Id}", Icon(found.Kind), Name(found))
    {
        Detail = Detail(found), Href = Address(found), Found = found, Preview = _ => Task.FromResult(Preview(found)),
    };

    public string Name(FoundObject found) => found.Kind switch
    {
        FoundKind.Activity => ActivityWords.Sentence(activities, found.Type, found.Noun, MachineWords.Line(found.Name)),
        FoundKind.Ticket => $"#{found.Number} {MachineWords.Line(found.Name)}",
        _ => MachineWords.Line(found.Name),
    };

    /// <summary>What a host has free for a machine that would move there.</summary>
    public string Room(MaintenanceQueries.Target target) => target.Status != HostStatus.Connected ? L["not connected"]
        : target.Refused is { Code: "placement.host-full" } ? L["{0} free, too little", Units.Size(Math.Max(0, target.Free.Bytes))] : L["{0} free", Units.Size(Math.Max(0, target.Free.Bytes))];

    /// <summary>What a snapshot takes of a storage.</summary>
    public string Need(SnapshotQueries.Need need) => L["{0} of {1} free", Units.Size(need.Size.Bytes), Units.Size(need.Free.Bytes)];

    string Detail(FoundObject found)
    {
        string[] parts = [found.Address, found.Kind == FoundKind.Replica ? L["by {0}", MachineWords.Line(found.Place)] : MachineWords.Line(found.Place), State(found)];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    string State(FoundObject found) => found.Power is { } power ? machines.Status(power, found.Pending, null).Word.ToLower(System.Globalization.CultureInfo.CurrentCulture) : "";

    PalettePreview Preview(FoundObject found)
    {
        List<(string, string)> facts = [];
        if (found.Power is { } power) facts.Add((L["State"], machines.Status(power, found.Pending, null).Word));
        if (found.Place.Length > 0) facts.Add((found.Kind is FoundKind.Ticket or FoundKind.Activity ? L["Author"] : found.Kind is FoundKind.Replica ? L["Policy"] : found.Kind is FoundKind.Disk ? L["Machine"] : L["Place"], MachineWords.Line(found.Place)));
        if (found.Address.Length > 0 && found.Address != $"{found.Id}") facts.Add((L["Address"], found.Address));
        facts.Add((L["Identity"], $"{found.Id}"));
        return new(Name(found), Title(found.Kind), facts) { Foot = L["Enter opens its page, Tab takes it as subject."] };
    }
}
