using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>The standard set of backup policies in each zone, and who is under which.</summary>
static class DemoProtection
{
    /// <summary>Every so many machines one that is off has no policy at all.</summary>
    public const int Unprotected = 22;

    const int NoBackupOnly = 13;

    static readonly (string Name, string Schedule, BackupRetention Retention)[] Standard =
    [
        ("backup-1d-r7", "0 19 * * *", new BackupRetention(7, 0, 0)),
        ("backup-1d-r35", "0 19 * * *", new BackupRetention(35, 0, 0)),
        ("backup-7d-r28", "0 20 * * 1", new BackupRetention(0, 4, 0)),
        ("backup-1m-r365", "0 21 1 * *", new BackupRetention(0, 0, 12)),
        ("nobackup", "", new BackupRetention(0, 0, 0)),
    ];

    /// <summary>Makes the policies of a tenant in one zone.</summary>
    public static IReadOnlyList<BackupPolicy> Deliver(DemoScene scene, Id<Tenant> tenant, Id<AvailabilityZone> zone) =>
        [.. Standard.Select(policy => scene.Add(new BackupPolicy(scene.Ids.Next<BackupPolicy>(), tenant, zone, policy.Name, policy.Schedule, policy.Retention)))];

    /// <summary>Whether this machine has no policy: it cannot be powered on until it has one.</summary>
    public static bool IsLeftOut(int index) => index % Unprotected == Unprotected - 1;

    public static void Assign(DemoScene scene, DemoMachine machine, IReadOnlyList<BackupPolicy> policies)
    {
        if (IsLeftOut(machine.Index)) return;
        if (machine.Index % NoBackupOnly == 7) Under(4);
        else if (machine.Role.StartOrder == 0) Under(1, 3);
        else if (machine.Role.Policy == 2) Under(2);
        else Under(0);

        void Under(params int[] chosen)
        {
            foreach (var policy in chosen) scene.Rows.Add(new BackupAssignment(machine.Row.TenantId, machine.Row.Id, policies[policy].Id));
        }
    }
}
