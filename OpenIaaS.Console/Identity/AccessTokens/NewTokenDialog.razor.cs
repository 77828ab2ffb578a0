using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

namespace OpenIaaS.Console.Identity.AccessTokens;

/// <summary>Makes an access token and hands it, with its secret, to the page.</summary>
public sealed partial class NewTokenDialog
{
    /// <summary>How long a token may be made for.</summary>
    static readonly int[] Days = [30, 90, 180, 365];

    readonly HashSet<string> chosen = [];
    IReadOnlyList<string> held = [];
    IReadOnlyList<Problem> problems = [];
    string name = "";
    bool typed;
    int days = 90;

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired] public EventCallback<NewAccessToken> OnMade { get; set; }

    [Inject] CreateAccessToken Create { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] TimeProvider Time { get; set; } = default!;

    string? NameError => typed && AccessTokenRule.CheckName(name.Trim()).First is { } wrong ? P.Sentence(wrong) : null;

    string? Missing => !AccessTokenRule.CheckName(name.Trim()).Ok ? L["Give it a name."].Value : chosen.Count == 0 ? L["Choose a permission."].Value : null;

    IReadOnlyList<SelectOption<int>> Lives => [.. Days.Select(life => new SelectOption<int>(life, L["{0} days", life]))];

    protected override async Task OnInitializedAsync()
    {
        var caller = await CurrentCaller.GetAsync();
        held = [.. Permission.All.Where(caller.May)];
    }

    void Type(string text) => (name, typed, problems) = (text, true, []);

    void Tick(IEnumerable<string> permissions, bool on)
    {
        if (on) chosen.UnionWith(permissions);
        else chosen.ExceptWith(permissions);
        problems = [];
    }

    async Task SendAsync()
    {
        var input = new CreateAccessToken.Input(name, [.. held.Where(chosen.Contains)], Time.GetUtcNow().AddDays(days));
        var made = await Create.IssueAsync(input, await CurrentCaller.GetAsync(), default);
        problems = made.Problems;
        if (made.Ok) await OnMade.InvokeAsync(made.Value);
    }
}
