namespace OpenIaaS.Domain.Catalog;

/// <summary>The file system of a disk image, as read in its file.</summary>
public enum DiskImageFormat
{
    /// <summary>ISO 9660 (ECMA-119).</summary>
    Iso9660,

    /// <summary>UDF (ECMA-167), without ISO 9660 beside it.</summary>
    Udf,
}
