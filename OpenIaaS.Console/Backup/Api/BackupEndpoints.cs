using System.Collections.Frozen;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Backup;

namespace OpenIaaS.Console.Backup.Api;

/// <summary>Backup policies and backups.</summary>
static class BackupEndpoints
{
    static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>
    {
        [nameof(SetBackupPolicies.Input.VirtualMachine)] = "virtualMachineId", [nameof(SetBackupPolicies.Input.Policies)] = "policyIds", ["Policy"] = "policyIds",
    }.ToFrozenDictionary();

    public static void MapBackups(this IEndpointRouteBuilder app)
    {
        var policies = new ApiGroup(app, "/backup/v1/open_iaas/policies", "Backup policies");
        policies.List<BackupPolicyWire>("", Permission.BackupRead, "The backup policies, by name, zone and machine.", PoliciesAsync).Remembered();
        policies.Read<BackupPolicyWire>("/{id}", Permission.BackupRead, "One backup policy.", PolicyAsync).Remembered();
        policies.Write("POST", "/assign", Permission.BackupWrite, "Gives a machine exactly these backup policies.", AssignAsync);
        var backups = new ApiGroup(app, "/backup/v1/open_iaas/backups", "Backups");
        backups.List<BackupWire>("", Permission.BackupRead, "The backups, by zone and machine; those of deleted machines on request.", BackupsAsync).Remembered();
        backups.Read<BackupWire>("/{id}", Permission.BackupRead, "One backup.", BackupAsync).Remembered();
    }

    static async Task<IResult> PoliciesAsync(string? name, string? machineManagerId, string? virtualMachineId, ApiCaller who, BackupPolicyApiQueries policies, CancellationToken stop) =>
        Answer.List(
            await policies.ListAsync(string.IsNullOrEmpty(name) ? null : name, Given.Id<AvailabilityZone>(machineManagerId), Given.Id<VirtualMachine>(virtualMachineId), who.Caller, stop),
            BackupPolicyWire.Of);

    static async Task<IResult> PolicyAsync(string id, ApiCaller who, BackupPolicyApiQueries policies, CancellationToken stop) =>
        Id<BackupPolicy>.TryParse(id, null, out var known) ? Answer.One(await policies.FindAsync(known, who.Caller, stop), BackupPolicyWire.Of) : Answer.NotFound("backup policy", id);

    /// <param name="deleted">Only <c>true</c> does anything; clients leave it out otherwise.</param>
    static async Task<IResult> BackupsAsync(string? machineManagerId, string? virtualMachineId, string? deleted, ApiCaller who, BackupApiQueries backups, CancellationToken stop) =>
        Answer.List(
            await backups.ListAsync(
                Given.Id<AvailabilityZone>(machineManagerId), Given.Id<VirtualMachine>(virtualMachineId), string.Equals(deleted, "true", StringComparison.OrdinalIgnoreCase), who.Caller, stop),
            BackupWire.Of);

    static async Task<IResult> BackupAsync(string id, ApiCaller who, BackupApiQueries backups, CancellationToken stop) =>
        Id<MachineBackup>.TryParse(id, null, out var known) ? Answer.One(await backups.FindAsync(known, who.Caller, stop), BackupWire.Of) : Answer.NotFound("backup", id);

    static async Task<IResult> AssignAsync(AssignBackupPoliciesWire? asked, ApiCaller who, SetBackupPolicies set, CancellationToken stop)
    {
        List<Problem> found = [];
        var machine = BodyIds.Read<VirtualMachine>(asked?.VirtualMachineId, "virtualMachineId", "virtual machine", found);
        if (asked?.PolicyIds is null) found.Add(Given.Missing("policyIds"));
        List<Id<BackupPolicy>> policies = [.. (asked?.PolicyIds ?? []).Select(id => BodyIds.Read<BackupPolicy>(id, "policyIds", "backup policy", found))];
        return found.Count > 0 ? ProblemResponse.From(found) : Answer.Accepted(await set.SubmitAsync(new SetBackupPolicies.Input(machine, policies), who.Caller, stop), Fields);
    }
}
