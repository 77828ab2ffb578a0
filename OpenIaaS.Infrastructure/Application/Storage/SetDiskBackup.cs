using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Lets backups leave a disk out, or take it in again.</summary>
public sealed class SetDiskBackup(Submission submission) : ICommand
{
    /// <param name="Acknowledged">Whether whoever asks knows that its data has to be backed up another way.</param>
    public sealed record Input(Id<VirtualDisk> Disk, bool LeftOut, bool Acknowledged = false);

    public string ActivityType => ActivityTypes.DiskBackup;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.BackupWrite, input, caller, async database =>
        {
            if (await DiskCase.FindAsync(database, input.Disk, caller, stop) is not { } found) return Problem.NotFound(DiskCase.Noun, input.Disk);
            var can = found.Disk.CanLeaveOut(input.LeftOut, input.Acknowledged);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            found.Disk.LeaveOutOfBackups(input.LeftOut);
            return found.Target;
        }, stop);
}
