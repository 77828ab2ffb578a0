using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using OpenIaaS.Console.Support;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What can be done without an object, and the pages themselves, as far as the caller may.</summary>
public sealed class PaletteCommands(IJSRuntime browser, Buoy desk, IStringLocalizer<PaletteText> L, IStringLocalizer<ShellText> shell)
{
    public IReadOnlyList<PaletteItem> Deeds(Caller caller) =>
    [
        .. If(caller.May(Permission.ComputeManagement), new PaletteItem("do-new", Icons.Plus, L["New virtual machine"]) { Href = "/virtual-machines/new", Preview = Says(L["New virtual machine"], L["Opens the wizard; its draft is kept until the machine is made."]) }),
        .. If(caller.May(Permission.ComputeRead), Export("virtual-machines", L["Export CSV: virtual machines"])),
        .. If(caller.May(Permission.ComputeRead), Export("replicas", L["Export CSV: replicas"])),
        .. If(caller.May(Permission.ActivityRead), Export("activities", L["Export CSV: activities"])),
        .. If(caller.May(Permission.SupportWrite), new PaletteItem("do-ask", Icons.Buoy, L["Ask support"]) { Run = Ask, Preview = Says(L["Ask support"], L["Opens the support panel over this page; the question names the page."]) }),
        Press("theme", "light", L["Theme: light"]), Press("theme", "dark", L["Theme: dark"]), Press("theme", "system", L["Theme: as the system"]),
        Press("density", "comfortable", L["Density: comfortable"]), Press("density", "compact", L["Density: compact"]),
        Press("language", "en", "Language: English"), Press("language", "fr", "Langue : français"),
    ];

    public IReadOnlyList<PaletteItem> Pages(Caller caller) =>
    [
        Page("/", Icons.Dashboard, shell["Dashboard"]),
        .. If(caller.May(Permission.ComputeRead), Page("/virtual-machines", Icons.Machine, shell["Virtual machines"])),
        .. If(caller.May(Permission.ComputeRead), Page("/catalog", Icons.Catalog, shell["Catalog"])),
        .. If(caller.May(Permission.ComputeRead), Page("/compute", Icons.Blade, shell["Compute"])),
        .. If(caller.May(Permission.ComputeRead), Page("/storage", Icons.Disk, shell["Storage"])),
        .. If(caller.May(Permission.NetworkRead), Page("/networks", Icons.Network, shell["Networks"])),
        .. If(caller.May(Permission.ComputeRead), Page("/replication", Icons.Replication, shell["Replication"])),
        .. If(caller.May(Permission.BackupRead), Page("/backup", Icons.Backup, shell["Backup"])),
        .. If(caller.May(Permission.MetricRead), Page("/metrics", Icons.Chart, shell["Metrics"])),
        .. If(caller.May(Permission.Lab), Page("/lab", Icons.Flask, shell["Lab"])),
        .. If(caller.May(Permission.Lab), Page("/lab/scenarios", Icons.Flask, L["Scenarios to rehearse"])),
        .. If(caller.May(Permission.SupportRead) || caller.May(Permission.SupportManagement), Page("/support", Icons.Ticket, shell["Support"])),
        .. If(caller.May(Permission.ActivityRead), Page("/activities", Icons.List, shell["Activities"])),
        Page("/profile", Icons.Users, L["My profile"]),
    ];

    static IEnumerable<PaletteItem> If(bool may, PaletteItem item) => may ? [item] : [];

    PaletteItem Page(string address, string icon, string text) => new($"go-{address}", icon, text) { Href = address, Preview = Says(text, L["Goes to the page."]) };

    PaletteItem Export(string what, string text) => new($"do-csv-{what}", Icons.Download, text)
    {
        Run = () => TellAsync("openiaas.download", $"{what}.csv", $"/api/export/{what}.csv"), Preview = Says(text, L["Downloads all of them, as far as you may see them."]),
    };

    /// <summary>Presses a choice of the menu of appearance and language, which stands on every page.</summary>
    PaletteItem Press(string name, string value, string text) => new($"do-{name}-{value}", name == "language" ? Icons.Globe : name == "theme" ? Icons.Moon : Icons.Columns, text)
    {
        Run = () => TellAsync("openiaas.palette.press", name, value),
        Preview = Says(text, name == "language" ? L["Loads this page anew in that language."] : L["Changes this browser alone, at once."]),
    };

    static Func<CancellationToken, Task<PalettePreview>> Says(string title, string sentence) => _ => Task.FromResult(new PalettePreview(title, sentence, []));

    Task<IReadOnlyList<Problem>> Ask()
    {
        desk.Press(TicketKind.Question);
        return Task.FromResult<IReadOnlyList<Problem>>([]);
    }

    async Task<IReadOnlyList<Problem>> TellAsync(string function, params object[] arguments)
    {
        await browser.InvokeVoidAsync(function, arguments);
        return [];
    }
}
