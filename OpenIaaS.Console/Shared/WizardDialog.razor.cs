using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// The page holds the draft and draws the current step as child content. It decides what "next" means in <see cref="OnNext"/>
/// (check, then move <see cref="Current"/>), and says in <see cref="Refused"/> what still needs the user.
/// </summary>
public sealed partial class WizardDialog
{
    ElementReference heading;
    int? drawn;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>At least one, in order.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<WizardStep> Steps { get; set; } = [];

    /// <summary>Index of the step shown, from 0.</summary>
    [Parameter, EditorRequired] public int Current { get; set; }

    [Parameter] public EventCallback<int> CurrentChanged { get; set; }

    /// <summary>Steps before this index are done and can be gone back to; by default those before the current one.</summary>
    [Parameter] public int Done { get; set; }

    /// <summary>The limits of the step in one sentence.</summary>
    [Parameter] public string? Lead { get; set; }

    /// <summary>Verb and thing of the last step: "Create machine".</summary>
    [Parameter, EditorRequired] public string Verb { get; set; } = "";

    [Parameter, EditorRequired] public EventCallback OnNext { get; set; }

    [Parameter, EditorRequired] public EventCallback OnFinish { get; set; }

    /// <summary>Why it cannot go on from here; null when it can.</summary>
    [Parameter] public string? Refused { get; set; }

    /// <summary>Chips beside the title ("Draft saved 14:32").</summary>
    [Parameter] public RenderFragment? Header { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    [Parameter] public RenderFragment? Aside { get; set; }

    [Parameter] public string? AsideLabel { get; set; }

    [Inject] IStringLocalizer<SharedText> L { get; set; } = default!;

    int Reached => Math.Max(Done, Current);

    bool Last => Current == Steps.Count - 1;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var before = drawn;
        drawn = Open ? Current : null;
        // The next step is read out, and Tab leads to its first field. At opening the frame has put the focus already.
        if (before is not null && drawn is not null && before != drawn)
            await heading.FocusAsync();
    }

    /// <summary>Inside a sentence; an abbreviation stays as it is.</summary>
    static string Lower(string name) => name.Length == 0 || (name.Length > 1 && char.IsUpper(name[1])) ? name : char.ToLower(name[0], CultureInfo.CurrentCulture) + name[1..];
}
