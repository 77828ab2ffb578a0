using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <summary>A disk of a public image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="VirtualSize">Its size; taken in full at once.</param>
/// <param name="PhysicalUtilisation">What is written on it, and so has to be fetched.</param>
public sealed record MarketplaceDisk(string Name, ByteSize VirtualSize, ByteSize PhysicalUtilisation);
