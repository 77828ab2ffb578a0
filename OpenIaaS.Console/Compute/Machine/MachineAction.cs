using Microsoft.Extensions.Localization;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>One thing that can be done to a machine, for the toolbar, for the palette and for an address (<c>?do=rename</c>).</summary>
/// <param name="Key">What it is called in an address.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Dialog">The dialog that asks for it.</param>
/// <param name="Permission">Without it the action is not shown.</param>
/// <param name="Refused">The rule that forbids it now, or null.</param>
public sealed record MachineAction(
    string Key, Func<IStringLocalizer<ComputeText>, string> Text, string Icon, MachineDialog Dialog, string Permission, Func<VirtualMachineDetail, Problem?> Refused)
{
    /// <summary>Its group in the toolbar, from 1; 0 is not in it.</summary>
    public int Tool { get; init; }

    /// <summary>Something is lost by it.</summary>
    public bool Destructive { get; init; }

    /// <summary>Whoever has this permission is told that <see cref="Permission"/> is missing, instead of not being shown the action.</summary>
    public string? ShownWith { get; init; }

    /// <summary>The code of the refusal that its dialog helps out of, so that it opens all the same.</summary>
    public string? Mends { get; init; }

    /// <summary>How the palette does it at once, without the dialog; null where there is a form to fill in.</summary>
    public MachineRun? Run { get; init; }

    public bool IsShownTo(Caller caller) => caller.May(Permission) || (ShownWith is { } other && caller.May(other));

    /// <summary>Why the dialog cannot be opened now, or null.</summary>
    public Problem? RefusedFor(VirtualMachineDetail machine, Caller caller) =>
        !caller.May(Permission) ? Problem.Forbidden(Permission) : Refused(machine) is { } refused && refused.Code != Mends ? refused : null;

    /// <summary>The address that opens its dialog.</summary>
    public string Address(Id<VirtualMachine> machine) => $"/virtual-machines/{machine}?do={Key}";
}

/// <summary>How an action is done without asking for more.</summary>
/// <param name="Refused">The rule of this way of doing it.</param>
/// <param name="AsksOnce">Somebody may lose work by it: it is asked for twice.</param>
public sealed record MachineRun(
    Func<MachineCommands, Id<VirtualMachine>, Caller, Task<Result<Id<Activity>>>> Send, Func<VirtualMachineDetail, Problem?> Refused, bool AsksOnce = true);

/// <summary>The use cases that need nothing but a machine.</summary>
public sealed record MachineCommands(StartVirtualMachine Start, StopVirtualMachine Stop, RestartVirtualMachine Restart, EjectImage Eject);
