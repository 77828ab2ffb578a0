namespace OpenIaaS.Domain.Catalog;

/// <summary>What kind of operating system an item of the catalog holds or installs, as its name tells.</summary>
public enum GuestFamily
{
    /// <summary>A system whose name says Windows.</summary>
    Windows,

    /// <summary>Any other system.</summary>
    Unix,

    /// <summary>None: it is to be installed.</summary>
    None,

    /// <summary>Nobody has said, and its name does not tell.</summary>
    Unknown,
}
