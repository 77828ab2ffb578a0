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

    /// <summary>Whether a machine may be put under it: one of its own zone, once.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="machineZone">The zone of the machine's pool.</param>
    /// <param name="assigned">Whether the machine has it already.</param>
    /// <returns><c>backup.policy-zone</c> or <c>backup.already-assigned</c>.</returns>
    public Result CanAssignTo(VirtualMachine machine, Id<AvailabilityZone> machineZone, bool assigned)
    {
        if (machineZone != ZoneId)
            return Problem.Invalid("backup.policy-zone", $"{Name} backs up machines of another zone; choose a backup policy of the zone of {machine.Name}.", "Policy");
        return assigned ? Problem.Conflict("backup.already-assigned", $"{machine.Name} already has the backup policy {Name}.", "Policy") : Result.Success;
    }

    /// <summary>Whether a machine may have exactly these policies in place of those it has: each new one is of its zone, and a machine that runs keeps one.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="machineZone">The zone of the machine's pool.</param>
    /// <param name="asked">What it is to have, each once.</param>
    /// <param name="present">What it has.</param>
    /// <returns><c>backup.policy-zone</c> of each that does not fit, or <c>backup.last-policy</c>.</returns>
    public static Result CanReplace(VirtualMachine machine, Id<AvailabilityZone> machineZone, IReadOnlyList<BackupPolicy> asked, IReadOnlyList<BackupPolicy> present)
    {
        var added = asked.ExceptBy(present.Select(policy => policy.Id), policy => policy.Id);
        return Result.From(
        [
            .. added.SelectMany(policy => policy.CanAssignTo(machine, machineZone, assigned: false).Problems),
            .. asked.Count == 0 && present is [.., var last] ? last.CanRemoveFrom(machine, 1).Problems : [],
        ]);
    }

    /// <summary>Whether it may be taken off a machine: the last one not while the machine runs (Console specification 2.10).</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="policies">How many policies the machine has, this one counted.</param>
    /// <returns><c>backup.last-policy</c>.</returns>
    public Result CanRemoveFrom(VirtualMachine machine, int policies) => policies > 1 || machine is { Power: PowerState.Halted, Pending: not PendingAction.Starting }
        ? Result.Success
        : Problem.Conflict("backup.last-policy", $"{Name} is the last backup policy of {machine.Name}, which is powered on or starting; add another one first, or power the machine off.");
}
