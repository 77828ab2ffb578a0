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

    /// <summary>Whether its firmware can be changed: only powered off (Console specification 2.6).</summary>
    /// <returns><c>vm.busy</c> or <c>vm.firmware-cold</c>.</returns>
    public Result CanChangeFirmware()
    {
        if (Busy() is { } busy) return busy;
        return Power == PowerState.Halted ? Result.Success : Problem.Conflict("vm.firmware-cold", $"The firmware changes only while the machine is powered off; {Name} is {Word(Power)}.", nameof(Firmware));
    }

    /// <summary>Whether it can boot so and start with its host so; what stays as it is is not asked about again.</summary>
    /// <param name="firmware">How it is to boot.</param>
    /// <param name="secureBoot">Whether secure boot is to be on.</param>
    /// <param name="autoPowerOn">Whether it is to start with its host.</param>
    /// <param name="backupPolicies">How many backup policies it has.</param>
    /// <returns>What <see cref="CanChangeFirmware"/>, <see cref="VirtualMachineLimits.CheckSecureBoot"/> and <see cref="CanAutoPowerOn"/> return.</returns>
    public Result CanSet(Firmware firmware, bool secureBoot, bool autoPowerOn, int backupPolicies) => Result.From(
    [
        .. firmware == Firmware ? [] : CanChangeFirmware().Problems,
        .. VirtualMachineLimits.CheckSecureBoot(firmware, secureBoot).Problems,
        .. autoPowerOn && !AutoPowerOn ? CanAutoPowerOn(backupPolicies).Problems : [],
    ]);

    /// <summary>Whether it may be deleted while it is replicated: it may not, for its recovery points would stay behind without it.</summary>
    /// <param name="replicationPolicy">The name of the policy that replicates it, or null while none does.</param>
    /// <returns><c>vm.replicated</c>, which names the way out.</returns>
    public Result CanDeleteReplicated(string? replicationPolicy) => replicationPolicy is null
        ? Result.Success
        : Problem.Conflict("vm.replicated", $"{Name} is replicated by the policy {replicationPolicy}; end its replication first, then delete it.");

    /// <summary>Begins to change its vCPUs and memory, after the same check as <see cref="CanChangeCold"/>.</summary>
    public Result BeginResize()
    {
        var check = CanChangeCold();
        if (check.Ok) Pending = PendingAction.Updating;
        return check;
    }

    /// <summary>Gives it other vCPUs, sockets and memory within <see cref="VirtualMachineLimits"/>, and ends what <see cref="BeginResize"/> began.</summary>
    public void Resize(int virtualCpus, int coresPerSocket, ByteSize memory) =>
        (VirtualCpus, CoresPerSocket, Memory, Pending) = (virtualCpus, coresPerSocket, memory, PendingAction.None);

    /// <summary>Sets how it boots; secure boot goes with UEFI only.</summary>
    public void SetBoot(Firmware firmware, bool secureBoot, BootOrder order) => (Firmware, SecureBoot, BootOrder) = (firmware, secureBoot && firmware == Firmware.Uefi, order);

    /// <summary>Sets whether it starts with its host.</summary>
    public void SetAutoPowerOn(bool on) => AutoPowerOn = on;

    /// <summary>Replaces its tags.</summary>
    public void SetTags(IEnumerable<string> tags) => Tags = [.. tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Gives it a tag, in place of the one with the same key.</summary>
    public void Tag(MachineTag tag) => SetTags([.. Tags.Where(text => MachineTag.Read(text).Key != tag.Key), tag.Text]);

    /// <summary>Takes the tag with this key away.</summary>
    /// <returns>Whether it had one.</returns>
    public bool Untag(string key)
    {
        var had = Tags.Count;
        SetTags([.. Tags.Where(text => MachineTag.Read(text).Key != key)]);
        return Tags.Count < had;
    }

    /// <summary>Puts an ISO into its DVD drive, or takes it out.</summary>
    public void Mount(Id<DiskImage>? image) => MountedImageId = image;
}
