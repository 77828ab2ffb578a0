using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Catalog;

/// <summary>A disk of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Capacity">Its size.</param>
/// <param name="StorageRepositoryId">The block storage it lies on.</param>
/// <param name="DiskId">The disk of the machine it was, whose space it holds; null for one that was delivered with the platform.</param>
public sealed record TemplateDisk(string Name, ByteSize Capacity, Id<StorageRepository> StorageRepositoryId, Id<VirtualDisk>? DiskId = null);
