using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Console.Shell;

/// <summary>The router. Its parameters carry what only the document's request knew into the circuit.</summary>
public sealed partial class Routes
{
    [Parameter] public string Theme { get; set; } = "system";

    [Parameter] public string? Zone { get; set; }

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    protected override void OnInitialized() => BrowserTime.Use(Zone);
}
