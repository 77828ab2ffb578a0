using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace OpenIaaS.Console.Shell;

/// <summary>Keeps the shell alive when a page throws; the next page starts clean.</summary>
public sealed partial class PageBoundary : ErrorBoundaryBase, IDisposable
{
    [Inject] IErrorBoundaryLogger Log { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] IStringLocalizer<ShellText> L { get; set; } = default!;

    public void Dispose() => Navigation.LocationChanged -= StartClean;

    protected override void OnInitialized() => Navigation.LocationChanged += StartClean;

    protected override async Task OnErrorAsync(Exception exception) => await Log.LogErrorAsync(exception);

    void StartClean(object? sender, LocationChangedEventArgs e)
    {
        if (CurrentException is not null)
            _ = InvokeAsync(Recover);
    }
}
