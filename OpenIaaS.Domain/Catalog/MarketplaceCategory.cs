namespace OpenIaaS.Domain.Catalog;

/// <summary>What a public image is for.</summary>
public enum MarketplaceCategory
{
    /// <summary>Serves or balances web traffic.</summary>
    Web,

    /// <summary>Keeps data.</summary>
    Database,

    /// <summary>Connects and filters networks.</summary>
    Network,

    /// <summary>Proves identities, keeps secrets.</summary>
    Security,

    /// <summary>Watches other machines.</summary>
    Monitoring,

    /// <summary>Runs containers.</summary>
    Containers,

    /// <summary>Files and documents of people.</summary>
    Collaboration,
}
