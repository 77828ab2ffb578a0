using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>The limits of disks (Concepts, Disk Management).</summary>
public static class DiskLimits
{
    /// <summary>The most block devices of a machine: 24, CD-ROM drives included.</summary>
    public const int MostDevices = 24;

    /// <summary>Every machine has one DVD drive, which takes one of the devices.</summary>
    public const int DvdDrives = 1;

    /// <summary>The largest disk: "2 TB", which for VHD is 2040 GiB (Reliability 3, rule 7).</summary>
    public static readonly ByteSize Largest = ByteSize.FromGiB(2040);

    /// <summary>The smallest disk: 1 MiB (our own floor, so that no disk is empty).</summary>
    public static readonly ByteSize Smallest = ByteSize.FromMiB(1);

    /// <summary>Whether a disk may have this size.</summary>
    /// <returns><c>disk.too-small</c> or <c>disk.too-large</c>.</returns>
    public static Result CheckCapacity(ByteSize capacity, string field = "Capacity")
    {
        if (capacity < Smallest) return Problem.Invalid("disk.too-small", $"A disk is at least {Smallest}; {capacity} was asked for.", field);
        return capacity <= Largest
            ? Result.Success
            : Problem.Invalid("disk.too-large", $"A disk can be at most 2 TB ({Largest}); {capacity} was asked for.", field);
    }

    /// <summary>Whether a machine may have so many disks beside its DVD drive and, if any, its cloud-init drive.</summary>
    /// <param name="disks">Data disks.</param>
    /// <param name="cloudInitDrive">Whether a cloud-init drive is attached too.</param>
    /// <returns><c>disk.too-many-devices</c>.</returns>
    public static Result CheckDevices(int disks, bool cloudInitDrive = false)
    {
        var devices = disks + DvdDrives + (cloudInitDrive ? 1 : 0);
        return devices <= MostDevices
            ? Result.Success
            : Problem.Invalid("disk.too-many-devices", $"A machine has at most {MostDevices} block devices, the DVD drive counted; this would make {devices}.", "Disks");
    }

    /// <summary>Whether a disk may have another size where disks may grow: a larger one, for what lies behind a smaller one would be lost.</summary>
    /// <param name="name">The disk.</param>
    /// <param name="from">The size it has.</param>
    /// <param name="to">The size asked for.</param>
    /// <returns><c>disk.no-shrink</c> or <c>disk.too-large</c>.</returns>
    public static Result CheckGrowth(string name, ByteSize from, ByteSize to) => to < from
        ? Problem.Invalid("disk.no-shrink", $"The disk {name} has {from} and cannot be made smaller; {to} was asked for.", "Capacity")
        : CheckCapacity(to);

    /// <summary>A disk is never resized after it was created, where the installation does not let disks grow; a new one is added instead.</summary>
    /// <returns>Always <c>disk.no-resize</c>.</returns>
    public static Result CheckResize(string name) =>
        Problem.Conflict("disk.no-resize", $"The disk {name} cannot be resized: disks keep the size they were created with. Add a new disk instead.");

    /// <summary>The longest name of a disk, in characters; XAPI's practical limit for a name label.</summary>
    public const int LongestName = 255;

    /// <summary>Whether a disk may be called so: some name, and none that another disk of the machine has (Console specification 2.14).</summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="others">The names of the machine's other disks.</param>
    /// <param name="field">The input it was typed into.</param>
    /// <returns><c>disk.name-required</c>, <c>disk.name-too-long</c> or <c>name.taken</c>.</returns>
    public static Result CheckName(string name, IEnumerable<string> others, string field = "Name")
    {
        if (string.IsNullOrWhiteSpace(name)) return Problem.Invalid("disk.name-required", $"A disk needs a name.", field);
        return name.Length <= LongestName
            ? UniqueName.Check(name, others, "disk of this machine", field)
            : Problem.Invalid("disk.name-too-long", $"The name of a disk has at most {LongestName} characters; this one has {name.Length}.", field);
    }
}
