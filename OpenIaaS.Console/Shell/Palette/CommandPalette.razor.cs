using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute.Palette;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What stands in the list, for what was typed and for the subject. Opened by palette.js; what it does, it does as the pages do.</summary>
public sealed partial class CommandPalette
{
    /// <summary>Typing rests for this long before the database is asked.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);

    const string ListId = "palette-list";

    readonly List<PaletteItem> flat = [];
    ElementReference box;
    DotNetObjectReference<CommandPalette>? self;
    ITimer? resting;
    CancellationTokenSource? asking;
    IReadOnlyList<PaletteGroup> groups = [];
    IReadOnlyList<FoundObject> recent = [];
    IReadOnlyList<FoundObject> found = [];
    PaletteSubject? subject;
    Caller? caller;
    string typed = "";
    string? asked;
    bool open;
    bool searching;

    [Inject] PaletteQueries Objects { get; set; } = default!;

    [Inject] PaletteCommands Commands { get; set; } = default!;

    [Inject] PaletteSubjects Subjects { get; set; } = default!;

    [Inject] PaletteRecent Recent { get; set; } = default!;

    [Inject] PaletteWords Words { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] IJSRuntime Browser { get; set; } = default!;

    /// <summary>Called by palette.js: the keys or the button.</summary>
    [JSInvokable]
    public async Task OpenAsync()
    {
        if (open) return;
        caller = await CurrentCaller.GetAsync(Stop);
        (open, typed, asked, subject, found) = (true, "", "", null, []);
        Show();
        StateHasChanged();
        recent = await Recent.ReadAsync(caller, Stop);
        Show();
        await PreviewAsync();
        StateHasChanged();
    }

    /// <summary>Called by palette.js, by Escape and by a click beside it.</summary>
    [JSInvokable]
    public async Task CloseAsync()
    {
        if (!open) return;
        Still();
        (open, subject, preview, found, groups) = (false, null, null, [], []);
        flat.Clear();
        StateHasChanged();
        await TellAsync("openiaas.closed", [null]);
    }

    protected override void OnInitialized() => Navigation.LocationChanged += Visited;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await TellAsync("openiaas.palette.register", self);
            await RememberAsync(Navigation.Uri);
        }

        if (open && !focused) await TellAsync("openiaas.palette.opened", box);
        if (open && shown != at) await TellAsync("openiaas.palette.reveal", IdOf(at));
        (focused, shown) = (open, open ? at : 0);
    }

    protected override async Task ReloadAsync()
    {
        if (!open) return;
        caller = await CurrentCaller.GetAsync(Stop);
        if (subject is not null) subject = await Subjects.OfAsync(subject.Found, caller, Stop);
        else recent = await Recent.ReadAsync(caller, Stop);
        Show(keep: Chosen?.Key);
        await PreviewAsync();
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= Visited;
        Still();
        resting?.Dispose();
        self?.Dispose();
        base.Dispose(disposing);
    }

    void Type(ChangeEventArgs e)
    {
        typed = e.Value as string ?? "";
        if (typed.Trim().Length == 0) found = [];
        searching = typed.Trim() != asked && typed.Trim().Length > 0;
        moved = false;
        Show();
        _ = PreviewAsync();
        resting ??= Time.CreateTimer(_ => _ = InvokeAsync(SearchAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        resting.Change(Rest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Asks the database for what is typed now; an older question is given up.</summary>
    async Task SearchAsync()
    {
        resting?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var text = typed.Trim();
        if (!open || caller is null || text == asked) return;
        asking?.Cancel();
        using var mine = asking = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        try
        {
            // Off this window's own thread, so that the next key is heard meanwhile: the file database answers where it is asked.
            var answer = text.Length == 0 ? [] : await Task.Run(() => Objects.FindAsync(text, caller, mine.Token), mine.Token);
            if (mine.IsCancellationRequested || !open) return;
            (found, asked, searching) = (answer, text, false);
            Show(keep: moved ? Chosen?.Key : null);
            await PreviewAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // A newer one goes on, or the palette was closed.
        }
        finally
        {
            if (asking == mine) asking = null;
        }
    }

    /// <summary>Makes the list anew: verbs first, then places, then objects; what was used lately comes first among its equals.</summary>
    /// <param name="keep">The line that stays chosen where it is still there; otherwise the first one is.</param>
    void Show(string? keep = null)
    {
        if (caller is null) return;
        var text = typed.Trim();
        List<PaletteGroup> all = [];
        if (subject is null && text.Length == 0) Add(L["Recent"], [.. recent.Select(Words.Item)]);
        Add(L["Do"], PaletteMatch.Among(subject?.Deeds ?? Commands.Deeds(caller), text));
        Add(L["Go to"], PaletteMatch.Among(subject?.Places ?? Commands.Pages(caller), text));
        foreach (var kind in PaletteOrder.Of(found, recent, text)) Add(Words.Title(kind.Key), [.. kind.Where(one => one.Id != subject?.Found.Id).Select(Words.Item)]);
        groups = all;
        flat.Clear();
        flat.AddRange(all.SelectMany(group => group.Items));
        at = Math.Max(0, keep is null ? 0 : flat.FindIndex(item => item.Key == keep));
        (armed, refused) = (keep is null ? null : armed, []);

        void Add(string title, IReadOnlyList<PaletteItem> items)
        {
            if (items.Count > 0) all.Add(new(title, items));
        }
    }

    async Task TakeAsync(FoundObject taken)
    {
        await ReadSubjectAsync(taken);
        if (subject is null) return;
        await RememberAsync(taken.Kind, taken.Id);
        // From now on what happens to it is followed here.
        Watch(typeof(VirtualMachine), typeof(Domain.Compute.Host), typeof(Activity));
        await BeginAsync();
    }

    async Task ReadSubjectAsync(FoundObject taken)
    {
        caller = await CurrentCaller.GetAsync(Stop);
        subject = await Subjects.OfAsync(taken, caller, Stop);
    }

    async Task LetGoAsync()
    {
        subject = null;
        await BeginAsync();
    }

    /// <summary>Nothing typed, the first line chosen, the field ready.</summary>
    async Task BeginAsync()
    {
        Still();
        (typed, asked, found, searching) = ("", "", [], false);
        Show();
        await TellAsync("openiaas.palette.clear");
        await PreviewAsync();
        StateHasChanged();
    }

    /// <summary>Gives up what is still being asked.</summary>
    void Still()
    {
        resting?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        asking?.Cancel();
        asking = null;
        previewing?.Cancel();
        previewing = null;
    }

    void Visited(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() => RememberAsync(e.Location));

    async Task RememberAsync(string address)
    {
        if (PaletteRecent.Shown("/" + Navigation.ToBaseRelativePath(address)) is { } shownNow) await RememberAsync(shownNow.Kind, shownNow.Id);
    }

    async Task RememberAsync(FoundKind kind, Guid id)
    {
        try
        {
            await Recent.RememberAsync(kind, id, await CurrentCaller.GetAsync(Stop));
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The window is gone.
        }
    }

    async Task TellAsync(string function, params object?[] arguments)
    {
        try
        {
            await Browser.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The window is gone.
        }
    }
}
