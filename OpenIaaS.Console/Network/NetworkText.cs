namespace OpenIaaS.Console.Network;

/// <summary>Texts of networks.</summary>
public sealed class NetworkText;
