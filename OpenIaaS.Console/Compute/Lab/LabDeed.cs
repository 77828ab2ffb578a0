namespace OpenIaaS.Console.Compute.Lab;

/// <summary>What somebody does to an object of the map.</summary>
/// <param name="Subject">The identity of a host or of a part.</param>
/// <param name="IsHost">Whether it is a host.</param>
/// <param name="Breaks">Whether it is broken; otherwise it is repaired.</param>
/// <param name="Done">What to say when it was done.</param>
public sealed record LabDeed(Guid Subject, bool IsHost, bool Breaks, string Done);
