using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace OpenIaaS.Console.Shell;

/// <summary>The document. Pages marked <c>[ExcludeFromInteractiveRouting]</c> (sign-in) are rendered without a circuit.</summary>
public sealed partial class App
{
    static readonly string[] Sheets = ["tokens", "console", "shell", "controls", "form", "table", "blades", "dialog", "compute", "lab", "machines", "replication", "availability", "wizard", "catalog", "dashboard", "metrics", "palette", "console-page", "library", "apis"];

    Appearance look = Appearance.Of(null);

    [CascadingParameter] HttpContext HttpContext { get; set; } = default!;

    [Inject] IStringLocalizer<ShellText> L { get; set; } = default!;

    InteractiveServerRenderMode? Mode => HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    protected override void OnInitialized() => look = Appearance.Of(HttpContext.Request);
}
