using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity.Views;

namespace OpenIaaS.Console.Identity.Views;

/// <summary>What is asked about a view.</summary>
enum ViewDialogKind
{
    Save,
    Rename,
    Delete,
}

/// <summary>
/// The saved views of a list in its toolbar. The address holds all of what is shown, and <c>view</c> says which view it came from; a link with
/// <c>view</c> alone opens what the view holds today. The list itself needs to know nothing of it.
/// </summary>
public sealed partial class SavedViews
{
    IReadOnlyList<SavedViewQueries.Row>? views;
    SavedViewQueries.Row? current;
    ViewDialogKind? asked;
    string shown = "";
    string path = "";
    bool mayShare;
    int closed;

    [Parameter, EditorRequired] public ViewedList List { get; set; }

    /// <summary>What of the list's address belongs to a view: search, filters, order, columns, rows a page; not the page and not the opened row.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<string> Names { get; set; } = [];

    [Inject] SavedViewQueries Views { get; set; } = default!;

    [Inject] UpdateView Update { get; set; } = default!;

    [Inject] DeleteView Delete { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IJSRuntime Browser { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    bool Changed => current is not null && shown != ViewAddress.Of(Names, current.Query);

    /// <summary>The view its list opens with: one's own before that of the tenant.</summary>
    SavedViewQueries.Row? Preferred => views?.Where(view => view.IsDefault).OrderBy(view => view.IsShared).FirstOrDefault();

    protected override async Task OnInitializedAsync()
    {
        path = new Uri(Navigation.Uri).AbsolutePath;
        Navigation.LocationChanged += Moved;
        if (!(await CurrentCaller.GetAsync(Stop)).May(SavedView.Reading)) return;
        Watch(typeof(SavedView));
        await ReloadAsync();
        await FollowAsync(arrived: true);
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        mayShare = SavedView.MayHold(caller, shared: true).Ok;
        var read = await Views.ListAsync(List, caller, Stop);
        views = read.Ok ? read.Value : null;
        if (current is not { } seen) return;
        current = await FindAsync($"{seen.Id}");
        if (current is null) Leave();
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= Moved;
        base.Dispose(disposing);
    }

    void Moved(object? sender, LocationChangedEventArgs moved)
    {
        // Another page may have views of its own: what is told on the way there is not for this list.
        if (new Uri(moved.Location).AbsolutePath != path) return;
        _ = InvokeAsync(async () =>
        {
            if (views is null) return;
            await FollowAsync(arrived: false);
            StateHasChanged();
        });
    }

    /// <summary>Takes over what the address says.</summary>
    async Task FollowAsync(bool arrived)
    {
        shown = ViewAddress.Of(Names, Url.GetAll);
        var (before, name) = (current, Url.Get(ViewAddress.Name));
        if (name is null or ViewAddress.None)
        {
            current = null;
            if (before is not null) closed++;
            if (arrived && new Uri(Navigation.Uri).Query.Length == 0 && Preferred is { } preferred) Go(preferred);
            return;
        }

        var found = before is not null && $"{before.Id}" == name ? before : await FindAsync(name);
        if (Url.Get(ViewAddress.Name) != name) return;
        if (found != before) closed++;
        current = found;
        if (found is null)
        {
            // The first answer is drawn before there is a window that could be told.
            if (!RendererInfo.IsInteractive) return;
            Toasts.Bad(L["There is no such view here"], L["It may have been deleted, or belong to another tenant. The list is shown without it."]);
            Leave();
        }
        else if (shown.Length == 0 && ViewAddress.Of(Names, found.Query).Length > 0)
        {
            // Whoever takes away all that a view shows has left it; whoever comes by its link sees what it holds.
            if (before == found) Leave();
            else Go(found);
        }
    }

    async Task<SavedViewQueries.Row?> FindAsync(string name)
    {
        if (!Id<SavedView>.TryParse(name, null, out var id)) return null;
        if (views?.FirstOrDefault(view => view.Id == id) is { } listed) return listed;
        return await Views.FindAsync(id, await CurrentCaller.GetAsync(Stop), Stop) is { Ok: true } read && read.Value.List == List ? read.Value : null;
    }

    void Go(SavedViewQueries.Row view) => Navigation.NavigateTo(LinkTo(view), new NavigationOptions { ReplaceHistoryEntry = true });

    void Leave()
    {
        current = null;
        Url.Set(ViewAddress.Name, shown.Length == 0 && Preferred is not null ? ViewAddress.None : null, typing: true);
    }

    string LinkTo(SavedViewQueries.Row? view) => view is null
        ? ViewAddress.Link(path, Preferred is null ? null : ViewAddress.None, "")
        : ViewAddress.Link(path, $"{view.Id}", ViewAddress.Of(Names, view.Query));

    void Ask(ViewDialogKind kind)
    {
        closed++;
        asked = kind;
    }

    Task KeepAsync() => ChangeAsync(current!, new UpdateView.Input(current!.Id, current.Version, Query: shown));

    Task PreferAsync() => ChangeAsync(current!, new UpdateView.Input(current!.Id, current.Version, IsDefault: !current.IsDefault));

    async Task ChangeAsync(SavedViewQueries.Row view, UpdateView.Input input) =>
        await EndAsync(await Update.SubmitAsync(input, await CurrentCaller.GetAsync(Stop), Stop), L["The view {0} was saved", view.Name], L["The view {0} could not be saved", view.Name]);

    async Task DeleteAsync()
    {
        var view = current!;
        asked = null;
        var deleted = await Delete.SubmitAsync(new DeleteView.Input(view.Id), await CurrentCaller.GetAsync(Stop), Stop);
        if (deleted.Ok) Leave();
        await EndAsync(deleted, L["The view {0} was deleted", view.Name], L["The view {0} could not be deleted", view.Name]);
    }

    async Task EndAsync(Result<Id<Activity>> answer, string done, string failed)
    {
        closed++;
        if (answer.Ok) Toasts.Ok(done);
        else Toasts.Bad(failed, string.Join(' ', answer.Problems.Select(Sentences.Sentence)));
        await ReloadAsync();
    }

    /// <summary>A view was saved under a new name, or renamed.</summary>
    async Task DoneAsync(Id<SavedView> saved)
    {
        asked = null;
        await ReloadAsync();
        if (current?.Id != saved && views?.FirstOrDefault(view => view.Id == saved) is { } made) Go(made);
    }

    async Task CopyAsync()
    {
        closed++;
        var link = new Uri(new Uri(Navigation.Uri), current is null || Changed ? new Uri(Navigation.Uri).PathAndQuery : ViewAddress.Link(path, $"{current.Id}", "")).AbsoluteUri;
        if (await Browser.InvokeAsync<bool>("openiaas.copy", link)) Toasts.Ok(L["The link was copied"], L["Everybody of this tenant who opens it sees this."]);
        else Toasts.Bad(L["The browser did not allow to copy"], link);
    }

    RenderFragment Group(string title, IEnumerable<SavedViewQueries.Row> rows) => builder =>
    {
        if (!rows.Any()) return;
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "overline");
        builder.AddContent(2, title);
        builder.CloseElement();
        foreach (var row in rows)
        {
            builder.OpenElement(3, "a");
            builder.SetKey(row.Id);
            builder.AddAttribute(4, "class", "mi");
            builder.AddAttribute(5, "href", LinkTo(row));
            builder.AddAttribute(6, "aria-current", row.Id == current?.Id ? "true" : null);
            builder.AddContent(7, row.Name);
            if (row.IsDefault)
            {
                builder.OpenElement(8, "span");
                builder.AddAttribute(9, "class", "chip xs line");
                builder.AddContent(10, L["opens first"].Value);
                builder.CloseElement();
            }

            builder.CloseElement();
        }
    };
}
