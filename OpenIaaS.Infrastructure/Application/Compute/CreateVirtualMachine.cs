using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Application.Storage;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Makes a virtual machine from a template, an ISO, an XVA file or a public image with its disks, adapters, backup policies and restart priority, and starts it when asked to.</summary>
public sealed partial class CreateVirtualMachine(
    Submission submission, IDbContextFactory<ConsoleDbContext> databases, IHypervisor hypervisor, IdSource ids, TimeProvider clock)
    : IOperation<CreateVirtualMachine.Input>
{
    /// <param name="VirtualMachine">The identity the machine has from the moment it was asked for.</param>
    /// <param name="Machine">What was asked for.</param>
    /// <param name="CopiedDisks">How many of its first disks are copies of the template's; none makes a machine without a guest system.</param>
    /// <param name="Disks">The identities of its disks, in order.</param>
    /// <param name="Adapters">The identities of its adapters, in order.</param>
    /// <param name="ImageStorage">Where the ISO in its drive lies.</param>
    /// <param name="Fetch">What is brought to the pool before its disks are written.</param>
    public sealed record Input(
        Id<VirtualMachine> VirtualMachine, NewMachine Machine, int CopiedDisks, IReadOnlyList<Id<VirtualDisk>> Disks, IReadOnlyList<Id<NetworkAdapter>> Adapters,
        Id<StorageRepository>? ImageStorage = null, ByteSize Fetch = default) : IKnowingly
    {
        bool IKnowingly.EvenIfUnprotected => Machine.EvenIfUnprotected;
    }

    public string ActivityType => ActivityTypes.VirtualMachineCreate;

    /// <summary>Accepts a machine: its space is taken and its row stands, marked as being created, when this returns.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(NewMachine machine, Caller caller, CancellationToken stop) => AcceptAsync(machine, disksMayFollow: false, caller, stop);

    async Task<Result<Id<Activity>>> AcceptAsync(NewMachine machine, bool disksMayFollow, Caller caller, CancellationToken stop)
    {
        if (MissingPermission(machine, caller) is { } missing) return missing;
        var input = await PrepareAsync(machine, caller, stop);
        return await submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var place = await NewMachinePlace.LoadAsync(database, machine, caller, stop);
            if (place is null) return NoPool(machine);
            var check = NewMachinePlace.Check(machine, place.Facts with { DisksMayFollow = disksMayFollow });
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            if (machine.StartAfterCreation)
            {
                var guarded = await PromiseGuard.ArriveAsync(database, place.Pool.Id, machine.Memory, machine.HighAvailability, null, machine.EvenIfUnprotected, stop);
                if (!guarded.Ok) return Result<ActivityTarget>.Refused(guarded.Problems);
            }

            var reserved = Reserve(machine, place.Storages);
            if (!reserved.Ok) return Result<ActivityTarget>.Refused(reserved.Problems);
            // Addresses are unique by this rule alone; raising the pool's version makes two that ask for the same one meet. So do a machine and the deletion of its template.
            if (place.Facts.Template is not null || machine.Adapters.Any(adapter => !string.IsNullOrWhiteSpace(adapter.MacAddress))) database.Entry(place.Pool).State = EntityState.Modified;
            await TakeFileAsync(database, machine, caller, stop);
            return MachineTarget.Of(Add(database, input, place, caller));
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var start = input.Machine.StartAfterCreation;
        var creating = await hypervisor.CreateAsync(progress.Key("create"), Order(input), stop);
        var created = await progress.FollowAsync(creating, hypervisor.TaskAsync, stop, 0, start ? 80 : 100);
        if (!created.Ok) return created;
        if (start)
        {
            var starting = await hypervisor.StartAsync(progress.Key("start"), input.VirtualMachine, null, stop);
            var started = await progress.FollowAsync(starting, hypervisor.TaskAsync, stop, 80, 100);
            if (!started.Ok)
                return Problem.Conflict("vm.created-not-started", $"{input.Machine.Name} was created, but not started: {string.Join(" ", started.Problems)}");
        }

        return input.VirtualMachine.ToString();
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        Note(machine, await SeenAsync(input, stop));
        await EndFileAsync(input, isUsed: true, database, stop);
    }

    /// <summary>A machine the hardware has stays, whatever failed after it was made; otherwise nothing of it is left.</summary>
    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == input.VirtualMachine, stop);
        var seen = await SeenAsync(input, stop);
        if (seen is not null) Note(machine, seen);
        else await RemoveAsync(machine, database, stop);
        await EndFileAsync(input, isUsed: seen is not null, database, stop);
    }

    /// <summary>A file that became a machine goes; one that did not can be tried again.</summary>
    async Task EndFileAsync(Input input, bool isUsed, ConsoleDbContext database, CancellationToken stop)
    {
        if (input.Machine is not { Method: CreationMethod.Xva, File: { } file }) return;
        var upload = await database.Uploads.SingleAsync(row => row.Id == new Id<Upload>(file), stop);
        // Its bytes go with the next look for files that no row knows.
        if (isUsed) database.Remove(upload);
        else upload.GiveBack(clock.GetUtcNow());
    }

    static void Note(VirtualMachine machine, MachineObservation? seen)
    {
        if (seen is not null) machine.Observe(seen.ConfigDrive);
        if (seen is { Power: PowerState.Running, Host: { } host }) machine.ObserveRunning(host);
        else machine.ObserveHalted();
    }

    async Task<MachineObservation?> SeenAsync(Input input, CancellationToken stop) =>
        (await hypervisor.ObserveAsync([input.VirtualMachine], stop)).SingleOrDefault();

    static async Task RemoveAsync(VirtualMachine machine, ConsoleDbContext database, CancellationToken stop)
    {
        var disks = await database.VirtualDisks.Where(disk => disk.MachineId == machine.Id).ToListAsync(stop);
        var storages = await StorageRows.UnderAsync(database, disks.Select(disk => disk.StorageRepositoryId), stop);
        foreach (var disk in disks) storages[disk.StorageRepositoryId].Release(disk.Capacity);
        database.RemoveRange(disks);
        database.RemoveRange(await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).ToListAsync(stop));
        database.RemoveRange(await database.BackupAssignments.Where(assignment => assignment.MachineId == machine.Id).ToListAsync(stop));
        database.Remove(machine);
    }

    static MachineOrder Order(Input input) => new(
        input.VirtualMachine, input.Machine.Pool!.Value, input.Machine.Name, input.Machine.VirtualCpus, input.Machine.Memory,
        [.. input.Machine.Disks.Select((disk, index) => new MachineOrder.Disk(input.Disks[index], disk.Storage!.Value, disk.Capacity, index < input.CopiedDisks))],
        HasGuestSystem: input.CopiedDisks > 0, input.Machine.CloudInit,
        input is { Machine.Image: { } image, ImageStorage: { } storage } ? new MachineOrder.Iso(image, storage) : null, input.Fetch);
}
