using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Backup;

/// <summary>One backup of one machine, kept on object storage; on the wire <c>backup</c>.</summary>
public sealed class MachineBackup : IOwned
{
    MachineBackup()
    {
    }

    /// <summary>Keeps a backup.</summary>
    public MachineBackup(Id<MachineBackup> id, Id<Tenant> tenantId, Id<VirtualMachine> machineId, Id<BackupPolicy> policyId, DateTimeOffset takenAt, ByteSize size) =>
        (Id, TenantId, MachineId, PolicyId, TakenAt, Size) = (id, tenantId, machineId, policyId, takenAt, size);

    /// <summary>Its identity.</summary>
    public Id<MachineBackup> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine it is of.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The policy it was made under.</summary>
    public Id<BackupPolicy> PolicyId { get; private set; }

    /// <summary>The moment it shows the machine at, UTC.</summary>
    public DateTimeOffset TakenAt { get; private set; }

    /// <summary>What it takes.</summary>
    public ByteSize Size { get; private set; }
}
