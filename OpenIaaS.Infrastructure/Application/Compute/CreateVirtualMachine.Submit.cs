using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <content>What is written while the caller waits.</content>
public sealed partial class CreateVirtualMachine
{
    /// <summary>What is asked for beside the machine itself has permissions of its own.</summary>
    static Problem? MissingPermission(NewMachine machine, Caller caller)
    {
        if (machine.StartAfterCreation && !caller.May(Permission.VirtualMachinePower)) return Problem.Forbidden(Permission.VirtualMachinePower);
        return machine.BackupPolicies.Count > 0 && !caller.May(Permission.BackupWrite) ? Problem.Forbidden(Permission.BackupWrite) : null;
    }

    static Result<ActivityTarget> NoPool(NewMachine machine) => machine.Pool is { } pool
        ? Problem.NotFound("pool", pool).On(nameof(NewMachine.Pool))
        : Problem.Invalid("new-machine.pool", $"Choose the pool the machine will live in.", nameof(NewMachine.Pool));

    /// <summary>Chooses the identities once, so that a second attempt writes the same ones.</summary>
    async Task<Input> PrepareAsync(NewMachine machine, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var place = await NewMachinePlace.LoadAsync(database, machine, caller, stop);
        return new Input(
            ids.Next<VirtualMachine>(), machine, place?.Facts.Source?.Disks.Count ?? 0,
            [.. machine.Disks.Select(_ => ids.Next<VirtualDisk>())], [.. machine.Adapters.Select(_ => ids.Next<NetworkAdapter>())],
            place?.ImageOf(machine)?.Storage.Id, place?.Facts.Source?.Fetch ?? ByteSize.Zero);
    }

    /// <summary>A file becomes one machine: from here on nothing else is made of it, and it does not expire.</summary>
    static async Task TakeFileAsync(ConsoleDbContext database, NewMachine machine, Caller caller, CancellationToken stop)
    {
        if (machine is not { Method: CreationMethod.Xva, File: { } file }) return;
        (await database.FindUploadAsync(new Id<Upload>(file), caller, stop))!.Take("");
    }

    static Result Reserve(NewMachine machine, IReadOnlyList<StorageRepository> storages)
    {
        foreach (var asked in machine.Disks.GroupBy(disk => disk.Storage))
        {
            var reserved = storages.Single(storage => storage.Id == asked.Key).Reserve(new ByteSize(asked.Sum(disk => disk.Capacity.Bytes)));
            if (!reserved.Ok) return reserved;
        }

        return Result.Success;
    }

    VirtualMachine Add(ConsoleDbContext database, Input input, NewMachinePlace place, Caller caller)
    {
        var (asked, source) = (input.Machine, place.Facts.Source!);
        var machine = new VirtualMachine(
            input.VirtualMachine, caller.TenantId, place.Pool.Id, asked.Name, source.GuestSystem, asked.VirtualCpus, asked.CoresPerSocket, asked.Memory,
            source.Firmware, clock.GetUtcNow());
        machine.Prioritise(asked.HighAvailability, asked.StartOrder);
        machine.SetBoot(source.Firmware, source.SecureBoot, asked.BootOrder);
        // From here on the ISO counts as mounted, so that it is not deleted under the creation.
        machine.Mount(asked.Image);
        place.ImageOf(asked)?.Image.Mount();
        if (asked.CloudInit is { } given) machine.Observe(given.Drive);
        database.Add(machine);
        database.AddRange(asked.Disks.Select((disk, index) =>
            new VirtualDisk(input.Disks[index], caller.TenantId, machine.Id, disk.Storage!.Value, disk.Name, disk.Capacity, index)));
        database.AddRange(asked.Adapters.Select((adapter, index) => new NetworkAdapter(
            input.Adapters[index], caller.TenantId, machine.Id, adapter.Network!.Value, index, AddressOf(adapter, input.Adapters[index]), "")));
        database.AddRange(asked.BackupPolicies.Distinct().Select(policy => new BackupAssignment(caller.TenantId, machine.Id, policy)));
        return machine;
    }

    static string AddressOf(NewAdapter adapter, Id<NetworkAdapter> id) =>
        string.IsNullOrWhiteSpace(adapter.MacAddress) ? MacAddress.From(id.Value) : MacAddress.Parse(adapter.MacAddress).Value;
}
