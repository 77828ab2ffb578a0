using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity;
using OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

namespace OpenIaaS.Console.Identity.AccessTokens;

/// <summary>The dialogs of the page; one is open at a time.</summary>
enum TokenDialog
{
    None,
    New,
    Secret,
    Delete,
}

/// <summary>The access tokens of whoever sits here, in the tenant they work in.</summary>
public sealed partial class AccessTokensPage
{
    /// <summary>From so little on an end is near.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    static readonly TableView First = new(Size: 25, Sort: "name");

    ResourceTable<AccessTokenQueries.Row>? table;
    TableView view = First;
    CallerProfile profile = CallerProfile.Nobody;
    string? refused;
    TokenDialog dialog;
    AccessTokenQueries.Row? chosen;
    NewAccessToken? made;

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "rows")] public string? RowCount { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] public string? SortKey { get; set; }

    [Inject] AccessTokenQueries Tokens { get; set; } = default!;

    [Inject] DeleteAccessToken Delete { get; set; } = default!;

    [Inject] ActivityToasts ActivityToasts { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    RenderFragment<AccessTokenQueries.Row> Menu => token => builder =>
    {
        builder.OpenComponent<ActionMenu>(0);
        builder.AddAttribute(1, nameof(ActionMenu.Label), L["Actions of {0}", token.Name].Value);
        builder.AddAttribute(2, nameof(ActionMenu.Actions), (Func<IReadOnlyList<MenuAction>>)(() => [new(L["Delete"], Icons.Trash, () => Ask(token)) { Destructive = true }]));
        builder.CloseComponent();
    };

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(AccessToken));
        profile = await CurrentCaller.GetProfileAsync(Stop);
    }

    protected override void OnParametersSet() => view = Url.GetView(First);

    protected override async Task ReloadAsync()
    {
        // What was refused may be allowed by now: the table asks.
        refused = null;
        if (table is not null) await table.ReloadAsync();
    }

    MarkupString Standing(AccessTokenQueries.Row token) => (token.ExpiresAt - Time.GetUtcNow()) switch
    {
        var left when left <= TimeSpan.Zero => StatusLabel.Of(Tone.Bad, L["Expired"]),
        var left when left <= Soon => StatusLabel.Of(Tone.Warn, L["Expires soon"]),
        _ => StatusLabel.Of(Tone.Ok, L["Valid"]),
    };

    Task Ask(AccessTokenQueries.Row token)
    {
        (dialog, chosen) = (TokenDialog.Delete, token);
        StateHasChanged();
        return Task.CompletedTask;
    }

    // The secret is let go with the dialog.
    void Close() => (dialog, chosen, made) = (TokenDialog.None, null, null);

    async Task MadeAsync(NewAccessToken token)
    {
        (dialog, made) = (TokenDialog.Secret, token);
        await ReloadAsync();
    }

    async Task DeleteAsync(AccessTokenQueries.Row token)
    {
        Close();
        var answer = await Delete.SubmitAsync(new DeleteAccessToken.Input(token.Id), await CurrentCaller.GetAsync(Stop), Stop);
        if (answer.Ok) await ActivityToasts.FollowAsync(answer.Value);
        else Toasts.Bad(L["Nothing was deleted"], string.Join(" ", answer.Problems.Select(P.Sentence)));
        await ReloadAsync();
    }

    async Task<TablePage<AccessTokenQueries.Row>> LoadAsync(TableQuery query, CancellationToken stop)
    {
        var found = await Tokens.PageAsync(query, await CurrentCaller.GetAsync(stop), stop);
        if (found.Ok) return found.Value;
        refused = string.Join(" ", found.Problems.Select(P.Sentence));
        StateHasChanged();
        return new TablePage<AccessTokenQueries.Row>([], 0);
    }
}
