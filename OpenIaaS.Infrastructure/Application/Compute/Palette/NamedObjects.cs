using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Domain.Support;

namespace OpenIaaS.Infrastructure.Application.Compute.Palette;

/// <summary>Objects by their identities, for what was used lately.</summary>
public sealed record NamedObjects
{
    public IReadOnlyCollection<Id<VirtualMachine>> Machines { get; init; } = [];

    public IReadOnlyCollection<Id<Host>> Hosts { get; init; } = [];

    public IReadOnlyCollection<Id<Pool>> Pools { get; init; } = [];

    public IReadOnlyCollection<Id<AvailabilityZone>> Zones { get; init; } = [];

    public IReadOnlyCollection<Id<StorageRepository>> Storages { get; init; } = [];

    public IReadOnlyCollection<Id<VirtualDisk>> Disks { get; init; } = [];

    public IReadOnlyCollection<Id<VirtualNetwork>> Networks { get; init; } = [];

    public IReadOnlyCollection<Id<Template>> Templates { get; init; } = [];

    public IReadOnlyCollection<Id<DiskImage>> Images { get; init; } = [];

    public IReadOnlyCollection<Id<ReplicationPolicy>> ReplicationPolicies { get; init; } = [];

    public IReadOnlyCollection<Id<Replica>> Replicas { get; init; } = [];

    public IReadOnlyCollection<Id<BackupPolicy>> BackupPolicies { get; init; } = [];

    public IReadOnlyCollection<Id<Ticket>> Tickets { get; init; } = [];

    public IReadOnlyCollection<Id<Activity>> Activities { get; init; } = [];

    /// <summary>The same, from kinds and identities.</summary>
    public static NamedObjects From(IEnumerable<(FoundKind Kind, Guid Id)> objects)
    {
        var kinds = objects.ToLookup(named => named.Kind, named => named.Id);
        return new NamedObjects
        {
            Machines = Ids<VirtualMachine>(FoundKind.Machine), Hosts = Ids<Host>(FoundKind.Host), Pools = Ids<Pool>(FoundKind.Pool), Zones = Ids<AvailabilityZone>(FoundKind.Zone),
            Storages = Ids<StorageRepository>(FoundKind.Storage), Disks = Ids<VirtualDisk>(FoundKind.Disk), Networks = Ids<VirtualNetwork>(FoundKind.Network),
            Templates = Ids<Template>(FoundKind.Template), Images = Ids<DiskImage>(FoundKind.Image), ReplicationPolicies = Ids<ReplicationPolicy>(FoundKind.ReplicationPolicy),
            Replicas = Ids<Replica>(FoundKind.Replica), BackupPolicies = Ids<BackupPolicy>(FoundKind.BackupPolicy), Tickets = Ids<Ticket>(FoundKind.Ticket),
            Activities = Ids<Activity>(FoundKind.Activity),
        };

        Id<T>[] Ids<T>(FoundKind kind) => [.. kinds[kind].Select(id => new Id<T>(id))];
    }

    /// <summary>Whatever has this identity.</summary>
    public static NamedObjects WithId(Guid id) => From(Enum.GetValues<FoundKind>().Select(kind => (kind, id)));
}
