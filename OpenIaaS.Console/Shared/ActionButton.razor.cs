using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// The one button. <see cref="Refused"/> is the sentence of the domain rule that forbids the action now; what permissions forbid is
/// not drawn at all. While <see cref="OnClick"/> runs, a second click does nothing.
/// </summary>
public sealed partial class ActionButton
{
    readonly string id = ElementIds.Next("why");
    bool running;

    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>Fewer words, for 640 px and below ("New").</summary>
    [Parameter] public string? ShortText { get; set; }

    [Parameter] public string? Icon { get; set; }

    [Parameter] public string? EndIcon { get; set; }

    [Parameter] public ButtonLook Look { get; set; }

    [Parameter] public bool Small { get; set; }

    /// <summary>Why it cannot be done now; null when it can.</summary>
    [Parameter] public string? Refused { get; set; }

    /// <summary>Off where the reason already stands in the line beside (a group of tools, a dialog's foot).</summary>
    [Parameter] public bool ShowReason { get; set; } = true;

    /// <summary>Ctrl+Enter in a dialog presses this one.</summary>
    [Parameter] public bool SendsOnEnter { get; set; }

    [Parameter] public bool AutoFocus { get; set; }

    [Parameter] public string? Class { get; set; }

    [Parameter] public EventCallback OnClick { get; set; }

    /// <summary>It was pressed all the same: a form answers by showing every sentence, not only those of the fields that were left.</summary>
    [Parameter] public EventCallback OnRefused { get; set; }

    bool IconOnly => Look is ButtonLook.Icon or ButtonLook.DestructiveIcon;

    string Css => (Look switch
    {
        ButtonLook.Outlined => "btn",
        ButtonLook.Filled => "btn p",
        ButtonLook.Ghost => "btn ghost",
        ButtonLook.Destructive => "btn d",
        ButtonLook.Icon => "ib",
        ButtonLook.DestructiveIcon => "ib danger",
    }) + (Small ? IconOnly ? " s" : " sm" : "");

    async Task ClickAsync()
    {
        if (Refused is not null)
        {
            await OnRefused.InvokeAsync();
            return;
        }

        if (running)
            return;
        running = true;
        try
        {
            await OnClick.InvokeAsync();
        }
        finally
        {
            running = false;
        }
    }
}
