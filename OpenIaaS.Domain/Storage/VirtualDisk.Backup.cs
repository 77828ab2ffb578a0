using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Storage;

/// <content>Leaving a disk out of backups.</content>
public sealed partial class VirtualDisk
{
    /// <summary>
    /// Whether backups can leave it out, or take it in again: "exclude the disk subject to constant writes and back up the data using an alternative method"
    /// (Concepts, Virtual Machine Backup). Leaving it out asks for the acknowledgement that its data is backed up otherwise (Console specification 4.7).
    /// </summary>
    /// <param name="leftOut">Whether backups are to leave it out.</param>
    /// <param name="acknowledged">Whether whoever asks knows that its data has to be backed up another way.</param>
    /// <returns><c>disk.left-out</c>, <c>disk.included</c> or <c>disk.unacknowledged</c>.</returns>
    public Result CanLeaveOut(bool leftOut, bool acknowledged)
    {
        if (leftOut == ExcludedFromBackup)
            return leftOut
                ? Problem.Conflict("disk.left-out", $"Backups leave the disk {Name} out already.")
                : Problem.Conflict("disk.included", $"Backups take the disk {Name} in already.");
        return leftOut && !acknowledged
            ? Problem.Invalid("disk.unacknowledged", $"No backup will hold the disk {Name}: confirm that its data is backed up another way.", "Acknowledged")
            : Result.Success;
    }

    /// <summary>Backups leave it out from now on, or take it in again, after the check.</summary>
    public void LeaveOutOfBackups(bool leftOut) => ExcludedFromBackup = leftOut;
}
