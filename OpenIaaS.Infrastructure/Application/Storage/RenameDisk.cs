using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Gives a disk another name. A size is never changed: one that differs is refused, and then the name stays too.</summary>
public sealed class RenameDisk(Submission submission) : ICommand
{
    /// <param name="Name">Its new name, or null for the one it has.</param>
    /// <param name="Capacity">The size the caller takes it to have, or null for whatever it has.</param>
    public sealed record Input(Id<VirtualDisk> Disk, string? Name, ByteSize? Capacity = null);

    public string ActivityType => ActivityTypes.DiskRename;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await DiskCase.FindAsync(database, input.Disk, caller, stop) is not { } found) return Problem.NotFound(DiskCase.Noun, input.Disk);
            var name = input.Name?.Trim() ?? found.Disk.Name;
            var others = found.Machine is null ? [] : await database.VirtualDisks.Where(disk => disk.MachineId == found.Machine.Id && disk.Id != found.Disk.Id).Select(disk => disk.Name).ToListAsync(stop);
            List<Problem> problems = [.. DiskLimits.CheckName(name, others).Problems, .. input.Capacity is { } size && size != found.Disk.Capacity ? DiskLimits.CheckResize(found.Disk.Name).Problems : []];
            if (problems.Count > 0) return problems;
            found.Disk.Rename(name);
            return found.Target;
        }, stop);
}
