using Microsoft.AspNetCore.Components.Server.Circuits;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// Whether a browser is at the other end of this circuit. A window that lost its network, or was closed without a word, is kept for some
/// minutes: until somebody returns nothing is read or drawn for it.
/// </summary>
public sealed class Presence : CircuitHandler
{
    public bool IsHere { get; private set; } = true;

    /// <summary>Raised when the browser is back.</summary>
    public event Action? Returned;

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsHere = false;
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsHere = true;
        Returned?.Invoke();
        return Task.CompletedTask;
    }
}
