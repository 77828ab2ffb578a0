using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>Shuts a machine down or restarts it: cleanly, by force, or cleanly with a limit after which its power is cut.</summary>
public sealed partial class StopDialog
{
    StopWay way;
    int? amount = (int)VirtualMachine.UsualForceDelay.TotalMinutes;
    bool minutes = true;

    /// <summary>How it is stopped.</summary>
    enum StopWay
    {
        Cleanly,
        InTime,
        ByForce,
    }

    /// <summary>Restart it instead.</summary>
    [Parameter] public bool Restart { get; set; }

    [Inject] StopVirtualMachine Stop { get; set; } = default!;

    [Inject] RestartVirtualMachine Again { get; set; } = default!;

    bool ByForce => way == StopWay.ByForce;

    TimeSpan Delay => minutes ? TimeSpan.FromMinutes(amount ?? 0) : TimeSpan.FromSeconds(amount ?? 0);

    Result Bounds => way == StopWay.InTime ? VirtualMachine.CheckForceDelay(Delay) : Result.Success;

    Problem? Against => (Restart ? Machine.Actions.Restart : null) ?? (way == StopWay.Cleanly ? Machine.Actions.StopCleanly : Machine.Actions.StopByForce);

    string? Refused => Against is { } problem ? Sentences.Sentence(problem) : Bounds.Ok ? null : L["One field needs you: {0}", L["Cut the power after"]].Value;

    string Verb => Restart ? L["Restart"] : ByForce ? L["Power off"] : L["Shut down"];

    IReadOnlyList<RadioCard<StopWay>> Cards =>
    [
        new(StopWay.Cleanly, L["Cleanly"], Icons.Ok, L["The guest ends its services first; its management agent does it."], Machine.Actions.StopCleanly is { } refused ? Sentences.Sentence(refused) : null),
        .. Restart ? Array.Empty<RadioCard<StopWay>>() : [new(StopWay.InTime, L["Cleanly, then by force"], Icons.Clock, L["The guest is asked to end; if it has not when the time is over, the power is cut."])],
        new(StopWay.ByForce, L["By force"], Icons.Bolt, L["The power is cut at once; what the guest had not written is lost."]),
    ];

    protected override void Fill() => way = Machine.Actions.StopCleanly?.Code is "vm.needs-agent" or "vm.stalled" ? StopWay.ByForce : StopWay.Cleanly;

    Task SendAsync() => SendAsync(caller => Restart
        ? Again.SubmitAsync(new RestartVirtualMachine.Input(Machine.Id, ByForce), caller, default)
        : Stop.SubmitAsync(new StopVirtualMachine.Input(Machine.Id, ByForce, way == StopWay.InTime ? Delay : null), caller, default));
}
