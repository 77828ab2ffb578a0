using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Catalog;

/// <summary>A disk image (ISO) to install from (Concepts, Catalogs).</summary>
public sealed partial class DiskImage : IOwned, IVersioned
{
    DiskImage() => (Name, Description, Label, GuestSystem) = ("", "", "", "");

    /// <summary>Puts a disk image into a tenant's catalog; what it installs is taken from its name until more is known.</summary>
    public DiskImage(Id<DiskImage> id, Id<Tenant> tenantId, Id<StorageRepository> storageRepositoryId, string name, string description, ByteSize size)
    {
        (Id, TenantId, StorageRepositoryId, Name, Description, Size, Label) = (id, tenantId, storageRepositoryId, name, description, size, "");
        GuestSystem = InstallMedium.SystemOf("", name);
    }

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

    /// <summary>What was read in its file; null where no file of it was sent here.</summary>
    public DiskImageFormat? Format { get; private set; }

    /// <summary>The label of its volume; empty where it has none or no file of it was sent here.</summary>
    public string Label { get; private set; }

    /// <summary>The operating system it installs, in text (<see cref="InstallMedium"/>, or what whoever manages the catalog says); empty where it is not known.</summary>
    public string GuestSystem { get; private set; }

    /// <summary>How often it was put into a drive; counted so that it cannot be deleted while that is being done.</summary>
    public int Mounts { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether its file was sent here and is kept.</summary>
    public bool HasFile => Format is not null;

    /// <summary>Notes that it is being put into a drive.</summary>
    public void Mount() => Mounts++;
}
