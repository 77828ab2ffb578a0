namespace OpenIaaS.Console.Shared;

/// <summary>Names the texts of the shared components for the localizer.</summary>
public sealed class SharedText;
