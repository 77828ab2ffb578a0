namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>A fault waiting to happen: which work of which machine fails, how probably, and how often yet.</summary>
sealed class SimulatedFault
{
    public int Id { get; init; }

    public required SimulatedWork Work { get; init; }

    /// <summary>The name of the machine it hits, or null for every one.</summary>
    public string? Machine { get; init; }

    /// <summary>From 0 (never) to 1 (each time).</summary>
    public required double Probability { get; init; }

    /// <summary>How often it still happens; null for without end.</summary>
    public int? Remaining { get; set; }

    /// <summary>What went wrong, in full sentences.</summary>
    public required string Reason { get; init; }
}
