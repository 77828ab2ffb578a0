using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>One machine as a file of them shows it: all that its row says, and what a list has no room for.</summary>
/// <param name="Addresses">Every address its management agent reports, in the order of its adapters.</param>
/// <param name="Policies">The names of its backup policies.</param>
/// <param name="Capacity">Its disks together.</param>
/// <param name="RealSize">What it takes on block storage: its disks, those of its snapshots, and a disk that is being moved twice.</param>
/// <param name="MountedImage">The ISO in its DVD drive, or empty.</param>
public sealed record ExportedMachine(
    VirtualMachineRow Row, int CoresPerSocket, int StartOrder, IReadOnlyList<string> Addresses, IReadOnlyList<string> MacAddresses, IReadOnlyList<string> Policies,
    int Disks, ByteSize Capacity, ByteSize RealSize, string MountedImage, DateTimeOffset CreatedAt);
