namespace OpenIaaS.Domain.Catalog;

/// <summary>A network adapter of a public image.</summary>
/// <param name="Name">Its name: <c>eth0</c>.</param>
/// <param name="NetworkName">What its network is for.</param>
public sealed record MarketplaceAdapter(string Name, string NetworkName);
