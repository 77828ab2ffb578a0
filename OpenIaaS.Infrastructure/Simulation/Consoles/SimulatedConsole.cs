using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation.Consoles.Rfb;

namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>The screens of the simulated machines. A screen that nobody looks at is remembered for a while, so that a second look sees what was typed.</summary>
sealed partial class SimulatedConsole(FactReader reader, IGuestPower power, TimeProvider clock, ILogger<SimulatedConsole> log) : IMachineConsole
{
    /// <summary>How many screens are remembered that nobody looks at; each takes some 30 KiB.</summary>
    const int MostRemembered = 64;

    /// <summary>How much of an update may wait for a slow viewer, in bytes.</summary>
    const int MostWaiting = 64 * 1024;

    readonly Lock door = new();
    readonly Dictionary<Id<VirtualMachine>, MachineScreen> screens = [];
    readonly Queue<Id<VirtualMachine>> order = new();

    public async Task<Result<ScreenLink>> OpenAsync(Id<VirtualMachine> machine, CancellationToken stop)
    {
        var facts = await reader.FindAsync(machine, stop);
        if (facts is null) return Problem.NotFound("virtual machine", machine);
        if (!facts.IsOn) return ConsoleRule.Off(facts.Name);
        var options = new PipeOptions(pauseWriterThreshold: MostWaiting, resumeWriterThreshold: MostWaiting / 2, useSynchronizationContext: false);
        var (toViewer, fromViewer) = (new Pipe(options), new Pipe(options));
        var screen = Join(machine);
        _ = ServeAsync(machine, screen, new RfbSession(screen, fromViewer.Reader, toViewer.Writer, clock));
        return new ScreenLink(toViewer.Reader, fromViewer.Writer);
    }

    async Task ServeAsync(Id<VirtualMachine> machine, MachineScreen screen, RfbSession session)
    {
        try
        {
            await session.RunAsync();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Failed(log, machine.Value, failure);
        }
        finally
        {
            Leave(screen);
        }
    }

    MachineScreen Join(Id<VirtualMachine> machine)
    {
        lock (door)
        {
            if (!screens.TryGetValue(machine, out var screen))
            {
                screens.Add(machine, screen = new MachineScreen(machine, reader, power, clock));
                order.Enqueue(machine);
            }

            screen.Viewers++;
            return screen;
        }
    }

    void Leave(MachineScreen screen)
    {
        lock (door)
        {
            screen.Viewers--;
            for (var looked = order.Count; screens.Count > MostRemembered && looked > 0; looked--)
            {
                var oldest = order.Dequeue();
                if (screens[oldest].Viewers == 0) screens.Remove(oldest);
                else order.Enqueue(oldest);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The screen of machine {Machine} ended with an error.")]
    static partial void Failed(ILogger logger, Guid machine, Exception failure);
}
