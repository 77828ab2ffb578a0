using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>What an array says of the volume behind a storage repository.</summary>
/// <param name="Storage">The storage repository.</param>
/// <param name="Capacity">The size of the volume.</param>
/// <param name="Used">What is written on it.</param>
/// <param name="Connected">Whether its hosts reach it.</param>
public sealed record VolumeObservation(Id<StorageRepository> Storage, ByteSize Capacity, ByteSize Used, bool Connected);
