using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What the system inside a machine may do to its own power, as whoever sits at its keyboard asks it to: nobody's permission is needed for that.</summary>
public interface IGuestPower
{
    /// <summary>Its system shuts itself down.</summary>
    /// <returns>What <see cref="VirtualMachine.CanStop"/> refuses.</returns>
    Task<Result> PowerOffAsync(Id<VirtualMachine> machine, CancellationToken stop);

    /// <summary>Its system restarts itself.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="force">Whether it is reset at once, without ending its services (Ctrl+Alt+Del pressed in its firmware).</param>
    /// <param name="stop">Gives up asking.</param>
    /// <returns>What <see cref="VirtualMachine.CanRestart"/> refuses.</returns>
    Task<Result> RestartAsync(Id<VirtualMachine> machine, bool force, CancellationToken stop);
}
