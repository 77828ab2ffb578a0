using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Backup;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class BackupPolicyConfiguration : IEntityTypeConfiguration<BackupPolicy>
{
    public void Configure(EntityTypeBuilder<BackupPolicy> builder)
    {
        builder.ComplexProperty(policy => policy.Retention, retention => retention.Ignore(kept => kept.Points));
        builder.Ignore(policy => policy.Protects);
        builder.HasIndex(policy => new { policy.TenantId, policy.ZoneId, policy.Name }).IsUnique();
    }
}

sealed class BackupAssignmentConfiguration : IEntityTypeConfiguration<BackupAssignment>
{
    public void Configure(EntityTypeBuilder<BackupAssignment> builder)
    {
        builder.HasKey(assignment => new { assignment.MachineId, assignment.PolicyId });
        builder.HasIndex(assignment => assignment.PolicyId);
        // How many machines are protected is read from it alone.
        builder.HasIndex(assignment => new { assignment.TenantId, assignment.MachineId, assignment.PolicyId });
    }
}

sealed class MachineBackupConfiguration : IEntityTypeConfiguration<MachineBackup>
{
    public void Configure(EntityTypeBuilder<MachineBackup> builder) => builder.HasIndex(backup => backup.MachineId);
}
