namespace OpenIaaS.Console.Shared;

/// <summary>One line of an <see cref="ActionMenu"/>. A refused one stays with its reason; destructive ones come last.</summary>
public sealed record MenuAction(string Text, string Icon, Func<Task> Run, string? Refused = null, bool Destructive = false);
