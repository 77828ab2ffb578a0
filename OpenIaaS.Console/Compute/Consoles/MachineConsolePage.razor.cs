using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Consoles;

/// <summary>The console of a machine, in a tab of its own. What moves on it is <c>machine-console.js</c>; it needs no circuit, which a busy screen would only share.</summary>
public sealed partial class MachineConsolePage
{
    /// <summary>Where the build puts the VNC client, when it could be had.</summary>
    const string ClientFile = "novnc/core/rfb.js";

    ConsoleView? view;
    string missing = "";

    [Parameter] public Guid Id { get; set; }

    [CascadingParameter] HttpContext HttpContext { get; set; } = default!;

    [Inject] ConsoleQueries Consoles { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] IWebHostEnvironment Environment { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    string Socket => $"{MachineConsoleEndpoints.PageOf(new Id<VirtualMachine>(Id))}/rfb";

    string State => $"{MachineConsoleEndpoints.PageOf(new Id<VirtualMachine>(Id))}/state";

    string? Client => Environment.WebRootFileProvider.GetFileInfo(ClientFile).Exists ? "/" + ClientFile : null;

    protected override async Task OnInitializedAsync()
    {
        var stop = HttpContext.RequestAborted;
        var found = await Consoles.FindAsync(new Id<VirtualMachine>(Id), await CurrentCaller.GetAsync(stop), stop);
        if (found.Ok) view = found.Value;
        else missing = Sentences.Sentence(found.Problems[0]);
    }
}
