using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>What a disk must know of the machine it is attached to.</summary>
/// <param name="Name">The name of the machine.</param>
/// <param name="Runs">Whether it is not powered off, and so uses its disks.</param>
/// <param name="Plug">Whether its system may see a disk come or go now.</param>
/// <param name="Change">Whether something may be done to a disk now that its system does not see.</param>
/// <param name="Boots">The disk its system runs from: of its connected bootable disks the one at the first place; null where no rule asks.</param>
public sealed record DiskUser(string Name, bool Runs, Result Plug, Result Change, Id<VirtualDisk>? Boots);
