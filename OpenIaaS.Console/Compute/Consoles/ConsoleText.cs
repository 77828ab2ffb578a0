namespace OpenIaaS.Console.Compute.Consoles;

/// <summary>Names the texts of machine consoles for the localizer.</summary>
public sealed class ConsoleText;
