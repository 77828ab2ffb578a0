using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Machines asked for in the small world, and what is left of them.</summary>
static class NewMachines
{
    /// <summary>A machine from the preinstalled template with a backup policy, which nothing speaks against.</summary>
    public static NewMachine Debian(this CloudWorld world, string name = "web-01", bool start = false) =>
        NewMachine.From(world.Debian) with { Name = name, BackupPolicies = [world.Daily.Id], StartAfterCreation = start };

    public static NewDisk NewDisk(this CloudWorld world, string name, long gibibytes) => new(name, ByteSize.FromGiB(gibibytes), world.StorageA.Id);

    public static NewMachine WithDisks(this NewMachine machine, params IEnumerable<NewDisk> disks) => machine with { Disks = [.. machine.Disks, .. disks] };

    public static Task<Result<Id<Domain.Activities.Activity>>> CreateAsync(this Cloud cloud, NewMachine machine, Domain.Identity.Caller? caller = null) =>
        cloud.Get<CreateVirtualMachine>().SubmitAsync(machine, caller ?? cloud.World.Caller, default);

    public static async Task<VirtualMachine?> MachineAsync(this Cloud cloud, string name)
    {
        await using var database = cloud.Database();
        return await database.VirtualMachines.AsNoTracking().SingleOrDefaultAsync(machine => machine.Name == name);
    }

    /// <summary>What the console counts as taken on a storage.</summary>
    public static async Task<ByteSize> UsedAsync(this Cloud cloud, StorageRepository storage)
    {
        await using var database = cloud.Database();
        return (await database.StorageRepositories.AsNoTracking().SingleAsync(row => row.Id == storage.Id)).Used;
    }

    /// <summary>What the array counts as taken on a storage.</summary>
    public static async Task<ByteSize> WrittenAsync(this Cloud cloud, StorageRepository storage) =>
        (await cloud.Get<IBlockStorage>().ObserveAsync(default)).Single(seen => seen.Storage == storage.Id).Used;

    /// <summary>Insists that neither the console nor the hardware has anything of any machine.</summary>
    public static async Task NothingIsLeftAsync(this Cloud cloud)
    {
        await using var database = cloud.Database();
        Assert.Empty(await database.VirtualMachines.ToListAsync());
        Assert.Empty(await database.VirtualDisks.ToListAsync());
        Assert.Empty(await database.NetworkAdapters.ToListAsync());
        Assert.Empty(await database.BackupAssignments.ToListAsync());
        Assert.All(await database.StorageRepositories.ToListAsync(), storage => Assert.Equal(ByteSize.Zero, storage.Used));
    }
}
