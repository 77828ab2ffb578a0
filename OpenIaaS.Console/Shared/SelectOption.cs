namespace OpenIaaS.Console.Shared;

/// <summary>One choice of a <see cref="SelectInput{TValue}"/>; a refused one stays visible with its reason.</summary>
public sealed record SelectOption<TValue>(TValue Value, string Text, string? Refused = null, string? Group = null);
