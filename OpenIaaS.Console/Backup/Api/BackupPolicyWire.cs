using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Infrastructure.Application.Backup;

namespace OpenIaaS.Console.Backup.Api;

/// <summary>A backup policy as the API's clients read it.</summary>
/// <param name="InternalId">Its identity at the platform, which is the same here.</param>
/// <param name="Running">Whether it makes backups right now: always false, since policies are assigned here and do not run yet.</param>
/// <param name="Mode"><c>full</c>, or <c>none</c> for a policy that never runs; incremental ones are not offered, each backup is restored by itself.</param>
/// <param name="MachineManager">The availability zone whose machines it backs up.</param>
/// <param name="VirtualMachines">The identities of the machines under it.</param>
/// <param name="Schedulers">When it runs; empty for a policy that never does.</param>
sealed record BackupPolicyWire(
    string Id, string Name, string InternalId, bool Running, string Mode, Reference MachineManager, IReadOnlyList<string> VirtualMachines, IReadOnlyList<BackupPolicyWire.SchedulerPart> Schedulers)
{
    const string FrenchTime = "Europe/Paris";

    public static BackupPolicyWire Of(BackupPolicyApiQueries.Row row) => new(
        $"{row.Id}", row.Name, $"{row.Id}", false, row.Schedule.Length > 0 ? "full" : "none", Reference.To(row.ZoneId, row.Zone), [.. row.Machines.Select(machine => $"{machine}")],
        row.Schedule.Length > 0 ? [new SchedulerPart(false, row.Retention.Points, row.Schedule, FrenchTime)] : []);

    /// <summary>When a policy runs.</summary>
    /// <param name="TemporarilyDisabled">Whether it is held: never.</param>
    /// <param name="Retention">How many backups it keeps at the most: its days, weeks and months together.</param>
    /// <param name="Cron">When, as cron's five fields.</param>
    /// <param name="Timezone">The time zone of these fields.</param>
    public sealed record SchedulerPart(bool TemporarilyDisabled, int Retention, string Cron, string Timezone);
}

/// <summary>Which backup policies a machine is to have.</summary>
/// <param name="VirtualMachineId">The machine.</param>
/// <param name="PolicyIds">All of them; what is not named is taken away. Empty takes all away, while the machine is powered off.</param>
[Example("""{"virtualMachineId":"0198c0de-0000-7000-8000-000000000001","policyIds":["0198c0de-0000-7000-8000-000000000009"]}""")]
sealed record AssignBackupPoliciesWire(string? VirtualMachineId, IReadOnlyList<string?>? PolicyIds);
