namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>How the simulated hardware behaves as a whole.</summary>
/// <param name="Seed">Decides every draw: the same seed and the same calls give the same world.</param>
/// <param name="Speed">How many times faster than real hardware it works; more than 0, 1 = real time. Every duration is divided by it.</param>
public sealed record SimulationOptions(long Seed, double Speed);
