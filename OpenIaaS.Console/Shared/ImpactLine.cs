namespace OpenIaaS.Console.Shared;

/// <summary>One line of an <see cref="ImpactCard"/>; warn and bad get their icon.</summary>
public sealed record ImpactLine(string Name, string Value, Tone Tone = Tone.Plain);
