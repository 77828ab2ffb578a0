using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <summary>What is worth knowing of disks and backups (Concepts, Virtual Machine Backup).</summary>
public static class DiskBackup
{
    /// <summary>Why a disk may have to be left out: the hypervisor cannot complete a snapshot of a disk that is written without pause, and freezes the machine for it.</summary>
    public static Notice Why { get; } = Notice.Of(
        "disk-backup.why",
        $"A backup needs a snapshot. Of a disk that is written without pause the hypervisor cannot complete one: the machine is frozen to finish it, which can last several hours and cannot be interrupted. Leave such a disk out, and back its data up by another method.");

    /// <summary>What the backups of a machine lack.</summary>
    /// <param name="disks">How many disks it has.</param>
    /// <param name="leftOut">How many of them backups leave out.</param>
    /// <returns><c>disk-backup.none</c> where nothing is left to back up, <c>disk-backup.some</c>, or null.</returns>
    public static Notice? Of(int disks, int leftOut) =>
        leftOut == 0 ? null
        : leftOut == disks ? Notice.Of("disk-backup.none", $"All {disks} disks are left out of backups: its policies make backups of nothing.")
        : Notice.Of("disk-backup.some", $"{leftOut} of {disks} disks are left out of backups: no backup can bring them back.");
}
