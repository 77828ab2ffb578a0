using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace OpenIaaS.Console.Shell;

/// <summary>Tells the component library what the root of the document already shows, and asks the browser once for its time zone.</summary>
public sealed partial class ThemeLink
{
    static readonly MudTheme theme = Theme.Create();

    DotNetObjectReference<ThemeLink>? self;
    bool dark;

    [CascadingParameter(Name = "ThemeChoice")] public string? Choice { get; set; }

    [JSInvokable]
    public Task ShowTheme(bool nowDark) => InvokeAsync(() =>
    {
        dark = nowDark;
        StateHasChanged();
    });

    public async ValueTask DisposeAsync()
    {
        if (self is null)
            return;
        try
        {
            await Browser.InvokeVoidAsync("openiaas.forgetTheme");
        }
        catch (JSDisconnectedException)
        {
            // The window is gone, and with it the watcher.
        }
        self.Dispose();
    }

    protected override void OnInitialized() => dark = Choice == "dark";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        var shown = await Browser.InvokeAsync<bool>("openiaas.watchTheme", self);
        if (!BrowserTime.Known)
            BrowserTime.Use(await Browser.InvokeAsync<string?>("openiaas.timeZone"));
        if (shown != dark)
            await ShowTheme(shown);
    }
}
