using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Backup;

/// <summary>
/// A backup policy of one zone. It is made by support on request, never in the console (Concepts, Creating a Backup Policy); machines are
/// assigned and removed in the console.
/// </summary>
public sealed class BackupPolicy : IOwned, IVersioned
{
    BackupPolicy() => (Name, Schedule, Retention) = ("", "", new BackupRetention(0, 0, 0));

    /// <summary>Delivers a policy.</summary>
    public BackupPolicy(Id<BackupPolicy> id, Id<Tenant> tenantId, Id<AvailabilityZone> zoneId, string name, string schedule, BackupRetention retention) =>
        (Id, TenantId, ZoneId, Name, Schedule, Retention) = (id, tenantId, zoneId, name, schedule, retention);

    /// <summary>Its identity.</summary>
    public Id<BackupPolicy> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The zone whose machines it backs up.</summary>
    public Id<AvailabilityZone> ZoneId { get; private set; }

    /// <summary>Its name, unique in its zone.</summary>
    public string Name { get; private set; }

    /// <summary>When it runs, as cron with five fields in French time; empty for a policy that never runs.</summary>
    public string Schedule { get; private set; }

    /// <summary>How long its backups are kept.</summary>
    public BackupRetention Retention { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether it makes backups at all. <c>nobackup</c> does not: it counts as a policy and never as protection (Console specification 3.3, 8).</summary>
    public bool Protects => Schedule.Length > 0;

    /// <summary>Whether it may be taken off a machine: the last one not while the machine runs (Console specification 2.10).</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="policies">How many policies the machine has, this one counted.</param>
    /// <returns><c>backup.last-policy</c>.</returns>
    public Result CanRemoveFrom(VirtualMachine machine, int policies) => policies > 1 || machine.Power == PowerState.Halted
        ? Result.Success
        : Problem.Conflict("backup.last-policy", $"{Name} is the last backup policy of {machine.Name}, which is powered on; add another one first, or power the machine off.");
}
