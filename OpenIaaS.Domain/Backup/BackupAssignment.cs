using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Backup;

/// <summary>One machine under one backup policy.</summary>
public sealed class BackupAssignment : IOwned
{
    BackupAssignment()
    {
    }

    /// <summary>Puts a machine under a policy.</summary>
    public BackupAssignment(Id<Tenant> tenantId, Id<VirtualMachine> machineId, Id<BackupPolicy> policyId) =>
        (TenantId, MachineId, PolicyId) = (tenantId, machineId, policyId);

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The policy.</summary>
    public Id<BackupPolicy> PolicyId { get; private set; }
}
