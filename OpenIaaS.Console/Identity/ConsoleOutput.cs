namespace OpenIaaS.Console.Identity;

/// <summary>Where the product speaks to whoever started it.</summary>
public sealed record ConsoleOutput(TextWriter Writer);
