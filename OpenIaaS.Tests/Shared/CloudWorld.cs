using System.Collections.Frozen;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Shared;

/// <summary>
/// A small world to test in: one organization with a tenant, another one with a stranger; two zones with a pool of two STANDARD blades each,
/// storage, networks, two templates, backup policies. No machines: a test deploys its own.
/// </summary>
public sealed class CloudWorld
{
    public required Organization Organization { get; init; }
    public required Tenant Tenant { get; init; }
    public required User Operator { get; init; }

    /// <summary>Somebody of the tenant who may do everything.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Somebody of another organization who may do everything there.</summary>
    public required Caller Stranger { get; init; }

    public required AvailabilityZone ZoneA { get; init; }
    public required AvailabilityZone ZoneB { get; init; }
    public required ZoneLink Link { get; init; }
    public required Pool PoolA { get; init; }
    public required Pool PoolB { get; init; }
    public required IReadOnlyList<Host> HostsA { get; init; }
    public required IReadOnlyList<Host> HostsB { get; init; }
    public required StorageRepository StorageA { get; init; }
    public required StorageRepository HeartbeatA { get; init; }
    public required StorageRepository StorageB { get; init; }
    public required VirtualNetwork NetworkA { get; init; }
    public required VirtualNetwork TrunkA { get; init; }
    public required VirtualNetwork NetworkB { get; init; }

    /// <summary>A preinstalled template with one disk of 20 GiB and one adapter, in pool A.</summary>
    public required Template Debian { get; init; }

    /// <summary>A configuration template without disks, in pool A.</summary>
    public required Template Blank { get; init; }

    public required BackupPolicy Daily { get; init; }
    public required BackupPolicy NoBackup { get; init; }

    /// <summary>The same caller with fewer permissions.</summary>
    public Caller With(params IEnumerable<string> permissions) => Caller with { Permissions = permissions.ToFrozenSet() };

    internal static async Task<CloudWorld> BuildAsync(ConsoleDbContext database, IdSource ids)
    {
        var organization = new Organization(ids.Next<Organization>(), "Mutuelle Horizon");
        var tenant = new Tenant(ids.Next<Tenant>(), organization.Id, "Production", true);
        var otherOrganization = new Organization(ids.Next<Organization>(), "Banque du Fleuve");
        var otherTenant = new Tenant(ids.Next<Tenant>(), otherOrganization.Id, "Core", true);
        var user = new User { Id = ids.Next(), UserName = "maya", NormalizedUserName = "MAYA", Email = "maya.lefort@horizon.example", DisplayName = "Maya Lefort", PhoneNumber = "+33 1 44 00 00 00", OrganizationId = organization.Id };
        var region = new Region(ids.Next<Region>(), "France", "fr1");
        var zoneA = new AvailabilityZone(ids.Next<AvailabilityZone>(), region.Id, "AZ05", "Paris West");
        var zoneB = new AvailabilityZone(ids.Next<AvailabilityZone>(), region.Id, "AZ06", "Paris North");
        var link = new ZoneLink(ids.Next<ZoneLink>(), zoneA.Id, zoneB.Id, 10_000, 3.1);
        var poolA = new Pool(ids.Next<Pool>(), tenant.Id, zoneA.Id, "clu001-az05", "STANDARD");
        var poolB = new Pool(ids.Next<Pool>(), tenant.Id, zoneB.Id, "clu001-az06", "STANDARD");
        Host[] hostsA = [Blade(poolA, 1), Blade(poolA, 2)];
        Host[] hostsB = [Blade(poolB, 1), Blade(poolB, 2)];
        var storageA = Volume(poolA, "sr-az05-std-01", "FLASH - Standard", 4);
        var heartbeatA = Volume(poolA, "hb-az05", "FLASH - Essential", 1);
        var storageB = Volume(poolB, "sr-az06-std-01", "FLASH - Standard", 4);
        var networkA = new VirtualNetwork(ids.Next<VirtualNetwork>(), tenant.Id, poolA.Id, "prod-20", NetworkKind.Vlan, [20], 1500);
        var trunkA = new VirtualNetwork(ids.Next<VirtualNetwork>(), tenant.Id, poolA.Id, "trunk-prod", NetworkKind.VlanTrunk, [20, 21, 22], 1500);
        var networkB = new VirtualNetwork(ids.Next<VirtualNetwork>(), tenant.Id, poolB.Id, "prod-20", NetworkKind.Vlan, [20], 1500);
        var debian = new Template(
            ids.Next<Template>(), tenant.Id, poolA.Id, "debian-12-base", "Debian 12 with cloud-init", "Debian 12", 2, ByteSize.FromGiB(4), Firmware.Uefi,
            [new TemplateDisk("system", ByteSize.FromGiB(20), storageA.Id)], [new TemplateAdapter("eth0", networkA.Id)]);
        var blank = new Template(ids.Next<Template>(), tenant.Id, poolA.Id, "blank-uefi", "No operating system", "Other install media", 1, ByteSize.FromGiB(2), Firmware.Uefi, [], []);
        var daily = new BackupPolicy(ids.Next<BackupPolicy>(), tenant.Id, zoneA.Id, "backup-1d-r7", "0 19 * * *", new BackupRetention(7, 0, 0));
        var noBackup = new BackupPolicy(ids.Next<BackupPolicy>(), tenant.Id, zoneA.Id, "nobackup", "", new BackupRetention(0, 0, 0));
        database.AddRange(organization, tenant, otherOrganization, otherTenant, user, region, zoneA, zoneB, link, poolA, poolB);
        database.AddRange(hostsA.Concat(hostsB));
        database.AddRange(storageA, heartbeatA, storageB, networkA, trunkA, networkB, debian, blank, daily, noBackup);
        database.Add(new Membership(user.Id, tenant.Id, Permission.All));
        await database.SaveChangesAsync();

        var all = Permission.All.ToFrozenSet();
        return new CloudWorld
        {
            Organization = organization, Tenant = tenant, Operator = user, ZoneA = zoneA, ZoneB = zoneB, Link = link, PoolA = poolA, PoolB = poolB,
            HostsA = hostsA, HostsB = hostsB, StorageA = storageA, HeartbeatA = heartbeatA, StorageB = storageB,
            NetworkA = networkA, TrunkA = trunkA, NetworkB = networkB, Debian = debian, Blank = blank, Daily = daily, NoBackup = noBackup,
            Caller = new Caller(tenant.Id, user.Id, user.DisplayName, all),
            Stranger = new Caller(otherTenant.Id, ids.Next(), "Stranger", all),
        };

        Host Blade(Pool pool, int slot) => new(ids.Next<Host>(), tenant.Id, pool.Id, $"{pool.Name}-blade-{slot}", "STANDARD", pool.Name + "-ch1", slot, slot == 1);

        StorageRepository Volume(Pool pool, string name, string className, long tebibytes) =>
            new(ids.Next<StorageRepository>(), tenant.Id, pool.Id, name, className, ByteSize.FromTiB(tebibytes), true, "fs-" + name[3..7] + "-01");
    }
}
