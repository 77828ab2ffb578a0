using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Puts an ISO of the pool into the empty DVD drive of a virtual machine.</summary>
public sealed class MountImage(Submission submission, IHypervisor hypervisor) : IOperation<MountImage.Input>
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<DiskImage> Image);

    public string ActivityType => ActivityTypes.ImageMount;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            var image = await database.FindVisibleAsync(input.Image, caller, stop);
            if (image is null) return Problem.NotFound("ISO", input.Image);
            var inDrive = await database.DiskImages.Where(row => row.Id == machine.MountedImageId).Select(row => row.Name).SingleOrDefaultAsync(stop);
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == image.StorageRepositoryId, stop);
            List<Problem> found = [.. machine.CanMount(inDrive).Problems, .. machine.CanMount(image, storage).Problems];
            if (found.Count > 0) return found;
            machine.BeginDriveChange();
            image.Mount();
            return MachineTarget.Of(machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.InsertAsync(progress.Key("mount"), input.VirtualMachine, input.Image, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        machine.Mount(input.Image);
        machine.End(PendingAction.Updating);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) =>
        (await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop)).End(PendingAction.Updating);
}
