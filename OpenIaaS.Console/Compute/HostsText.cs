namespace OpenIaaS.Console.Compute;

/// <summary>Texts of pools and hosts.</summary>
public sealed class HostsText;
