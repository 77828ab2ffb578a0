using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Opens the console of a virtual machine. Each opening is an activity, so that it can be seen who looked at a machine and typed into it; what was typed is
/// not recorded.
/// </summary>
public sealed class OpenMachineConsole(Submission submission, ConsoleQueries queries, IMachineConsole console, ConsoleSeats seats) : ICommand
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine);

    public string ActivityType => ActivityTypes.VirtualMachineConsole;

    /// <summary>Records that it is opened, after the rules were asked.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.ConsoleAccess, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var open = ConsoleRule.CanOpen(machine.Name, machine.Power, machine.Pending);
            return open.Ok ? MachineTarget.Of(machine) : Result<ActivityTarget>.Refused(open.Problems);
        }, stop);

    /// <summary>Opens it. Dispose what is given back when the viewer has left.</summary>
    public async Task<Result<OpenConsole>> OpenAsync(Input input, Caller caller, CancellationToken stop)
    {
        var seen = await queries.FindAsync(input.VirtualMachine, caller, stop);
        if (!seen.Ok) return Result<OpenConsole>.Refused(seen.Problems);
        if (seen.Value.Refusal is { } refusal) return refusal;
        var seat = seats.Take(input.VirtualMachine, seen.Value.Name, caller);
        if (!seat.Ok) return Result<OpenConsole>.Refused(seat.Problems);
        ScreenLink? link = null;
        var kept = false;
        try
        {
            var asked = await console.OpenAsync(input.VirtualMachine, stop);
            if (!asked.Ok) return Result<OpenConsole>.Refused(asked.Problems);
            link = asked.Value;
            var recorded = await SubmitAsync(input, caller, stop);
            if (!recorded.Ok) return Result<OpenConsole>.Refused(recorded.Problems);
            kept = true;
            return new OpenConsole(seat.Value, link);
        }
        finally
        {
            if (!kept) seat.Value.Dispose();
            if (!kept && link is not null) await CloseAsync(link);
        }
    }

    internal static async Task CloseAsync(ScreenLink link)
    {
        await link.Output.CompleteAsync();
        await link.Input.CompleteAsync();
    }
}

/// <summary>A console somebody has open: their seat before it and the line to the screen.</summary>
public sealed class OpenConsole(ConsoleSeats.Seat seat, ScreenLink link) : IAsyncDisposable
{
    public ScreenLink Link => link;

    public async ValueTask DisposeAsync()
    {
        seat.Dispose();
        await OpenMachineConsole.CloseAsync(link);
    }
}
