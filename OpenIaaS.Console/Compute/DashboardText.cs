namespace OpenIaaS.Console.Compute;

/// <summary>The dashboard's texts; their French stands in the resource file beside it.</summary>
public sealed class DashboardText;
