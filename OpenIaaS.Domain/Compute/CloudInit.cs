using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What a guest configures itself with, at its first boot only (Console specification 3.1). It is given on a drive of its own.</summary>
/// <param name="CloudConfig">The cloud config, YAML; required.</param>
/// <param name="NetworkConfig">The network config, Netplan version 2, or empty.</param>
/// <param name="DestroyAfterBoot">Whether the drive is destroyed once the machine has booted (Console specification 2.14).</param>
public sealed partial record CloudInit(string CloudConfig, string NetworkConfig, bool DestroyAfterBoot = false)
{
    /// <summary>The name under which the drive is listed among the disks (Console specification 2.7).</summary>
    public const string DriveName = "XO CloudConfigDrive";

    /// <summary>The drive a machine begins with.</summary>
    public ConfigDrive Drive => DestroyAfterBoot ? ConfigDrive.UntilFirstBoot : ConfigDrive.Kept;

    /// <summary>The longest of either text: 64 KiB of characters (our own bound).</summary>
    public const int Longest = 65536;

    /// <summary>Whether a machine with so many disks can be given it.</summary>
    /// <param name="disks">Disks of the machine, the DVD drive not counted.</param>
    /// <returns><c>cloud-init.needs-disk</c>, <c>cloud-init.network-alone</c>, <c>cloud-init.needs-config</c>, <c>text.too-long</c>: every reason at once.</returns>
    public Result Check(int disks)
    {
        List<Problem> found = [];
        if (disks < 1) found.Add(Problem.Invalid("cloud-init.needs-disk", $"Cloud-init needs a machine with at least one disk; this one has none.", "Disks"));
        if (string.IsNullOrWhiteSpace(CloudConfig))
        {
            found.Add(string.IsNullOrWhiteSpace(NetworkConfig)
                ? Problem.Invalid("cloud-init.needs-config", $"Cloud-init needs a cloud config.", nameof(CloudConfig))
                : Problem.Invalid("cloud-init.network-alone", $"A network config is taken only together with a cloud config.", nameof(CloudConfig)));
        }

        foreach (var (field, text) in new[] { (nameof(CloudConfig), CloudConfig), (nameof(NetworkConfig), NetworkConfig) })
        {
            if (text.Length > Longest)
                found.Add(Problem.Invalid("text.too-long", $"This text has at most {Longest} characters; it has {text.Length}.", field));
        }

        return found;
    }
}
