using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using OpenIaaS.Console.Support;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Shell;

/// <summary>Follows the tickets of whoever sits here: the badge says how many wait for an answer.</summary>
public sealed partial class SupportBuoy
{
    /// <summary>How many tickets the panel lists; the rest are on their own page.</summary>
    const int Listed = 12;

    string here = "/";
    TicketKind kind;
    IReadOnlyList<TicketRow> tickets = [];
    int waiting;
    bool open;
    bool mayFile;
    bool mayRead;

    [Inject] Buoy Desk { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] TicketQueries Queries { get; set; } = default!;

    string Label => waiting switch
    {
        0 => L["Support"],
        1 => L["Support, 1 answer waits for you"],
        _ => L["Support, {0} answers wait for you", waiting],
    };

    protected override async Task OnInitializedAsync()
    {
        Desk.Pressed += Press;
        Navigation.LocationChanged += Follow;
        here = Here();
        await ReloadAsync();
        Watch(typeof(Ticket));
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        (mayFile, mayRead) = (caller.May(Permission.SupportWrite), caller.May(Permission.SupportRead) || caller.May(Permission.SupportManagement));
        waiting = await Queries.WaitingAsync(caller, Stop);
        if (open) await ListAsync(caller);
    }

    protected override void Dispose(bool disposing)
    {
        Desk.Pressed -= Press;
        Navigation.LocationChanged -= Follow;
        base.Dispose(disposing);
    }

    void Press(TicketKind wanted)
    {
        (kind, open) = (wanted, true);
        // The list is read when it can be seen.
        ReloadSoon();
        _ = InvokeAsync(StateHasChanged);
    }

    void Follow(object? sender, LocationChangedEventArgs e)
    {
        here = Here();
        _ = InvokeAsync(StateHasChanged);
    }

    async Task ListAsync(Caller caller)
    {
        var mine = await Queries.ListAsync(new TicketFilter { Mine = true }, new TableQuery(0, Listed, null, false), caller, Stop);
        if (mine.Ok) tickets = mine.Value.Rows;
    }

    string Here() => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];
}
