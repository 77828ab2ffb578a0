using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <content>What may be done with its DVD drive (Console specification 2.4: mounted only into an empty drive, ejected only from a full one).</content>
public sealed partial class VirtualMachine
{
    /// <summary>Whether an ISO can be put into its DVD drive, running or not.</summary>
    /// <param name="inDrive">The name of the ISO that is in it, or null.</param>
    /// <returns><c>vm.busy</c> or <c>iso.mounted</c>.</returns>
    public Result CanMount(string? inDrive)
    {
        if (Busy() is { } busy) return busy;
        return inDrive is null ? Result.Success : Problem.Conflict("iso.mounted", $"{inDrive} is in the DVD drive of {Name}; eject it first.");
    }

    /// <summary>Whether this ISO can be: it lies in its pool, on storage that can be reached.</summary>
    /// <param name="image">The ISO.</param>
    /// <param name="storage">The block storage it lies on.</param>
    /// <returns><c>iso.other-pool</c> or <c>storage.disconnected</c>.</returns>
    public Result CanMount(DiskImage image, StorageRepository storage) => new ImageRoom(image, storage).CheckFor(PoolId, Name);

    /// <summary>Whether the ISO in its DVD drive can be taken out.</summary>
    /// <returns><c>vm.busy</c> or <c>iso.empty</c>.</returns>
    public Result CanEject()
    {
        if (Busy() is { } busy) return busy;
        return MountedImageId is null ? Problem.Conflict("iso.empty", $"The DVD drive of {Name} is empty.") : Result.Success;
    }

    /// <summary>What mounting an ISO brings with it: <see cref="ImageRoom.AdviceFor"/>.</summary>
    /// <returns><c>iso.local</c>, or null.</returns>
    public Notice? MountAdvice(DiskImage image, StorageRepository storage) => new ImageRoom(image, storage).AdviceFor(Name);

    /// <summary>Whether it stands in the way of high availability of its pool: it runs, is set to restart, and holds an ISO that its host alone reaches (Console specification 2.6).</summary>
    /// <param name="image">The ISO in its drive.</param>
    /// <param name="storage">The block storage the ISO lies on.</param>
    /// <returns><c>iso.blocks-pool</c>, or null.</returns>
    public Notice? BlocksPool(DiskImage image, StorageRepository storage) => Power == PowerState.Running && HighAvailability == HighAvailabilityPriority.Restart && !storage.IsShared
        ? Notice.Of("iso.blocks-pool", $"{Name} stands in the way of high availability of its pool: it runs, is set to restart, and has {image.Name} in its drive, which lies on {storage.Name} and is reached by its host alone. Eject it.")
        : null;

    /// <summary>Begins to change what is in its DVD drive, after the same checks.</summary>
    public void BeginDriveChange() => Pending = PendingAction.Updating;
}
