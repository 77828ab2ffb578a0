using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>Changes to a machine's own settings; the limits are asked first.</content>
public sealed partial class VirtualMachine
{
    /// <summary>Gives it another name, which has passed <see cref="MachineName"/>.</summary>
    public void Rename(string name) => (Name, NameKey) = (name, KeyOf(name));

    /// <summary>Takes over a name from a platform as it is, without the rule for new names.</summary>
    public void TakeOverName(string name) => Rename(name);

    /// <summary>Gives it other vCPUs, sockets and memory; only powered off, within <see cref="VirtualMachineLimits"/>.</summary>
    public void Resize(int virtualCpus, int coresPerSocket, ByteSize memory) => (VirtualCpus, CoresPerSocket, Memory) = (virtualCpus, coresPerSocket, memory);

    /// <summary>Sets how it boots; secure boot goes with UEFI only.</summary>
    public void SetBoot(Firmware firmware, bool secureBoot, BootOrder order) => (Firmware, SecureBoot, BootOrder) = (firmware, secureBoot && firmware == Firmware.Uefi, order);

    /// <summary>Sets whether it starts with its host.</summary>
    public void SetAutoPowerOn(bool on) => AutoPowerOn = on;

    /// <summary>Replaces its tags.</summary>
    public void SetTags(IEnumerable<string> tags) => Tags = [.. tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Puts an ISO into its DVD drive, or takes it out.</summary>
    public void Mount(Id<DiskImage>? image) => MountedImageId = image;
}
