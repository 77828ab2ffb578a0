namespace OpenIaaS.Console.Shared;

/// <summary>One card of <see cref="RadioCards{TValue}"/>. A refused card stays visible with its reason in place of the help.</summary>
public sealed record RadioCard<TValue>(TValue Value, string Text, string? Icon = null, string? Help = null, string? Refused = null);
