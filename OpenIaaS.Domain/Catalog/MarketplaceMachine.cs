using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <summary>What a machine made from a public image has.</summary>
/// <param name="OperatingSystem">Its system, in text.</param>
/// <param name="VirtualCpus">vCPUs.</param>
/// <param name="CoresPerSocket">Cores in each virtual socket; divides the vCPUs.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Firmware">How it boots.</param>
/// <param name="Disks">Its disks, in order.</param>
/// <param name="NetworkAdapters">Its adapters, by what they are for.</param>
public sealed record MarketplaceMachine(
    string OperatingSystem, int VirtualCpus, int CoresPerSocket, ByteSize Memory, Firmware Firmware, IReadOnlyList<MarketplaceDisk> Disks, IReadOnlyList<MarketplaceAdapter> NetworkAdapters);
