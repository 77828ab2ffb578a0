using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>Says which operating system a disk image installs, where its label and name do not tell or tell wrongly.</summary>
public sealed class SetDiskImageSystem(Submission submission) : ICommand
{
    /// <param name="Version">The version of the disk image the caller saw.</param>
    /// <param name="GuestSystem">The operating system, in text; empty when it is not known.</param>
    public sealed record Input(Id<DiskImage> Image, int Version, string GuestSystem);

    public string ActivityType => ActivityTypes.DiskImageSystem;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Image, caller, stop) is not { } image) return Problem.NotFound("ISO", input.Image);
            if (image.Version != input.Version) return Problem.Changed("disk image", image.Name);
            var system = input.GuestSystem.Trim();
            var check = DiskImage.CheckGuestSystem(system);
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            image.Install(system);
            return new ActivityTarget("disk image", image.Id.Value, image.Name);
        }, stop);
}
