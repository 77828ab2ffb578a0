namespace OpenIaaS.Console.Shared;

/// <summary>What a <see cref="FormField"/> tells the input inside it: its id, what describes it, whether it is refused or locked.</summary>
public sealed record FieldContext(string Id, string? DescribedBy, bool Invalid, bool Locked, bool Required);
