using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>What has to be asked to say what an action would do: hosts with room, images, space.</summary>
public sealed class MachineForecast(PlacementQueries placement, MaintenanceQueries maintenance, ImageQueries images, SnapshotQueries snapshots, PaletteWords words)
{
    /// <summary>How many choices a preview names.</summary>
    const int Named = 6;

    public string Sentence(Problem problem) => words.Sentence(problem);

    public Task<Result<PlacementQueries.Place>> PlaceAsync(VirtualMachineDetail machine, Caller caller, CancellationToken stop) => placement.OnStartAsync(machine.Id, caller, stop);

    /// <summary>The other hosts of the pool with what they have free, those with most of it first, or why it cannot be that one.</summary>
    public async Task<IEnumerable<(string, string)>> TargetsAsync(VirtualMachineDetail machine, Caller caller, CancellationToken stop) =>
        await maintenance.TargetsAsync(machine.Id, caller, stop) is { Ok: true } read
            ? read.Value.Where(target => target.Id != machine.Place.HostId).OrderBy(target => target.Refused is null ? 0 : 1).ThenByDescending(target => target.Free).Take(Named)
                .Select(target => (MachineWords.ShortHost(machine.Place.Pool, target.Name), words.Room(target)))
            : [];

    public async Task<IEnumerable<(string, string)>> ImagesAsync(VirtualMachineDetail machine, Caller caller, CancellationToken stop) =>
        await images.OfMachineAsync(machine.Id, caller, stop) is { Ok: true } read ? read.Value.Take(Named).Select(image => (image.Name, Units.Size(image.Size.Bytes))) : [];

    /// <summary>What a snapshot takes of each block storage, and what that has free.</summary>
    public async Task<IEnumerable<(string, string)>> SnapshotAsync(VirtualMachineDetail machine, Caller caller, CancellationToken stop) =>
        await snapshots.OfAsync(machine.Id, caller, stop) is { Ok: true } read ? read.Value.Needs.Select(need => (need.Storage, words.Need(need))) : [];
}
