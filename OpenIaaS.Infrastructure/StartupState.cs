namespace OpenIaaS.Infrastructure;

/// <summary>Whether the start is over.</summary>
public sealed class StartupState
{
    public bool HasEnded { get; internal set; }
}
