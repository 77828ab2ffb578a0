namespace OpenIaaS.Console.Shell;

/// <summary>Names the texts of the shell for the localizer.</summary>
public sealed class ShellText;
