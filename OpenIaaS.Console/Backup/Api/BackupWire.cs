using OpenIaaS.Console.Api;
using OpenIaaS.Infrastructure.Application.Backup;

namespace OpenIaaS.Console.Backup.Api;

/// <summary>A backup as the API's clients read it.</summary>
/// <param name="InternalId">Its identity at the platform, which is the same here.</param>
/// <param name="Mode">Always <c>full</c>: each is restored by itself.</param>
/// <param name="IsVirtualMachineDeleted">Whether its machine is gone.</param>
/// <param name="Size">What it takes, in bytes.</param>
/// <param name="Timestamp">The moment it shows the machine at, in seconds since 1970 (Unix time).</param>
/// <param name="VirtualMachine">Its machine, also when that is gone.</param>
/// <param name="Policy">The policy it was made under.</param>
sealed record BackupWire(string Id, string InternalId, string Mode, bool IsVirtualMachineDeleted, long Size, long Timestamp, Reference VirtualMachine, Reference Policy)
{
    public static BackupWire Of(BackupApiQueries.Row row) => new(
        $"{row.Id}", $"{row.Id}", "full", row.MachineGone, row.Size.Bytes, row.TakenAt.ToUnixTimeSeconds(), Reference.To(row.MachineId, row.Machine), Reference.To(row.PolicyId, row.Policy));
}
