using OpenIaaS.Console.Api;
using OpenIaaS.Infrastructure.Application.Storage;

namespace OpenIaaS.Console.Storage.Api;

/// <summary>A block storage as the API's clients read it.</summary>
/// <param name="InternalId">Its identity at the hypervisor, which is the same here.</param>
/// <param name="Description">Its class and the array that holds it.</param>
/// <param name="MaintenanceMode">Whether it is taken out of use on purpose: never.</param>
/// <param name="MaxCapacity">Its size in bytes.</param>
/// <param name="FreeCapacity">What of it is free, in bytes.</param>
/// <param name="StorageType"><c>lvmohba</c> (a volume of an array), <c>lvm</c> (a disk of one host) or <c>iso</c> (a library of ISOs).</param>
/// <param name="VirtualDisks">The identities of what lies on it: disks of machines, of templates and of none, and ISOs.</param>
/// <param name="Shared">Whether every host of its pool reaches it.</param>
/// <param name="Accessible">1 while it can be reached, 0 while not.</param>
/// <param name="Host">The host it belongs to: none, it belongs to its pool.</param>
/// <param name="MachineManager">The availability zone of its pool.</param>
sealed record StorageRepositoryWire(
    string Id, string InternalId, string Name, string Description, bool MaintenanceMode, long MaxCapacity, long FreeCapacity, string StorageType, IReadOnlyList<string> VirtualDisks, bool Shared,
    int Accessible, Reference? Host, Reference Pool, Reference MachineManager)
{
    public static StorageRepositoryWire Of(StorageApiQueries.Row row) => new(
        $"{row.Id}", $"{row.Id}", row.Name, row.Array.Length == 0 ? row.Class : $"{row.Class}, {row.Array}", false, row.Capacity.Bytes, row.Free.Bytes, row.Type,
        [.. row.Disks.Select(disk => disk.ToString("D"))], row.IsShared, row.IsConnected ? 1 : 0, null, Reference.To(row.PoolId, row.Pool), Reference.To(row.ZoneId, row.Zone));
}
