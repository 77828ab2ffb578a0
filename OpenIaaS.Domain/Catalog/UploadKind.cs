namespace OpenIaaS.Domain.Catalog;

/// <summary>What a file that is sent to the console is meant to become.</summary>
public enum UploadKind
{
    /// <summary>A disk image (ISO) of the catalog.</summary>
    Iso,

    /// <summary>A virtual machine, from an XVA archive.</summary>
    Xva,
}
