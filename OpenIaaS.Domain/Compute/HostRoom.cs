using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What a host has left at one moment.</summary>
/// <param name="Host">The host.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Whether it can run machines.</param>
/// <param name="Free">Its memory for machines, less what those on it or on their way to it take.</param>
public sealed record HostRoom(Id<Host> Host, string Name, HostStatus Status, ByteSize Free);
