using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace OpenIaaS.Console.Shared;

public sealed partial class Modal : IAsyncDisposable
{
    readonly string titleId = ElementIds.Next("dialog");
    ElementReference box;
    bool shown;

    [Parameter, EditorRequired] public bool Open { get; set; }

    /// <summary>Escape or the cross; for a panel also a click beside it. The page sets <see cref="Open"/> to false.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    [Parameter] public string? Icon { get; set; }

    /// <summary>At the right under the bar instead of in the middle.</summary>
    [Parameter] public bool Panel { get; set; }

    /// <summary>Asks before something is lost.</summary>
    [Parameter] public bool Alert { get; set; }

    [Parameter] public string? Class { get; set; }

    [Parameter] public string? Width { get; set; }

    /// <summary>Beside the title: chips, tabs.</summary>
    [Parameter] public RenderFragment? Header { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    [Parameter] public RenderFragment? Foot { get; set; }

    [Inject] IStringLocalizer<SharedText> L { get; set; } = default!;

    [Inject] IJSRuntime Browser { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        if (shown)
            await TellAsync("openiaas.closed", null);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Open == shown)
            return;
        shown = Open;
        await TellAsync(shown ? "openiaas.opened" : "openiaas.closed", shown ? box : null);
    }

    async Task TellAsync(string function, ElementReference? element)
    {
        try
        {
            await Browser.InvokeVoidAsync(function, element);
        }
        catch (JSDisconnectedException)
        {
            // The window is gone: no focus to give back.
        }
    }

    // Half a form is not given up by a slip of the hand.
    Task BesideAsync() => Panel ? OnClose.InvokeAsync() : Task.CompletedTask;

    Task KeyAsync(KeyboardEventArgs e) => e.Key == "Escape" ? OnClose.InvokeAsync() : Task.CompletedTask;
}
