using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Console.Compute.Machine;

/// <content>A dialog that the address asks for (<c>?do=rename</c>): opened as its tool would open it, and refused as its tool would be.</content>
public sealed partial class MachinePanel
{
    string? done;

    /// <summary>The action whose dialog is asked for, as it stands in the address; null is none.</summary>
    [Parameter] public string? Do { get; set; }

    /// <summary>Raised with null once the dialog was closed or refused.</summary>
    [Parameter] public EventCallback<string?> DoChanged { get; set; }

    /// <summary>Opens what the address asks for, once for each time it asks.</summary>
    async Task DoAsked()
    {
        if (!RendererInfo.IsInteractive || machine is null || caller is null || Do == done) return;
        if (Do is null && dialog.Kind == MachineActionList.Named(done)?.Dialog) dialog = default;
        done = Do;
        if (Do is null) return;
        if (MachineActionList.Named(Do) is { } action && action.IsShownTo(caller))
        {
            if (action.RefusedFor(machine, caller) is not { } refused)
            {
                if (action.Dialog == MachineDialog.TakeSnapshot) await ReadSnapshotsAsync();
                dialog = new(action.Dialog);
                return;
            }

            Toasts.Show($"do-{Id}", new Toast(Tone.Warn, $"{action.Text(L)}: {MachineWords.Line(machine.Name)}", Sentences.Sentence(refused)));
        }

        await DoChanged.InvokeAsync(null);
    }

    async Task Close()
    {
        dialog = default;
        if (Do is not null) await DoChanged.InvokeAsync(null);
    }
}
