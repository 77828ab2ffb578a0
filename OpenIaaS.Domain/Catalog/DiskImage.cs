using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Catalog;

/// <summary>A disk image (ISO) to install from (Concepts, Catalogs).</summary>
public sealed class DiskImage : IOwned
{
    DiskImage() => (Name, Description) = ("", "");

    /// <summary>Puts a disk image into a tenant's catalog.</summary>
    public DiskImage(Id<DiskImage> id, Id<Tenant> tenantId, Id<StorageRepository> storageRepositoryId, string name, string description, ByteSize size) =>
        (Id, TenantId, StorageRepositoryId, Name, Description, Size) = (id, tenantId, storageRepositoryId, name, description, size);

    /// <summary>Its identity.</summary>
    public Id<DiskImage> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The storage it lies on; when that is local to one host, it ties a machine to the host.</summary>
    public Id<StorageRepository> StorageRepositoryId { get; private set; }

    /// <summary>Its file name.</summary>
    public string Name { get; private set; }

    /// <summary>What it installs, in a sentence.</summary>
    public string Description { get; private set; }

    /// <summary>How large the file is.</summary>
    public ByteSize Size { get; private set; }
}
