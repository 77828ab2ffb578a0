using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Replication.Recovery;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>Failovers and rehearsals: asked for by machine, by copy, and by what is under way.</summary>
sealed class RecoveryConfiguration : IEntityTypeConfiguration<Failover>, IEntityTypeConfiguration<Rehearsal>, IEntityTypeConfiguration<RehearsedMachine>
{
    public void Configure(EntityTypeBuilder<Failover> builder)
    {
        builder.Ignore(failover => failover.RecoveryTime).Ignore(failover => failover.DataLost);
        builder.HasIndex(failover => new { failover.MachineId, failover.EndedAt });
        builder.HasIndex(failover => failover.CopyId);
        builder.HasIndex(failover => failover.CleanUpAt);
        builder.HasIndex(failover => new { failover.TenantId, failover.OrderedAt });
    }

    public void Configure(EntityTypeBuilder<Rehearsal> builder)
    {
        builder.Ignore(rehearsal => rehearsal.HasPassed).Ignore(rehearsal => rehearsal.TotalTime);
        builder.HasIndex(rehearsal => new { rehearsal.TenantId, rehearsal.OrderedAt });
    }

    public void Configure(EntityTypeBuilder<RehearsedMachine> builder)
    {
        builder.HasKey(machine => new { machine.RehearsalId, machine.Position });
        builder.Ignore(machine => machine.IsDone).Ignore(machine => machine.PointAge).Ignore(machine => machine.RecoveryTime).Ignore(machine => machine.BootTime).Ignore(machine => machine.ContentMatches);
        builder.HasIndex(machine => machine.MachineId);
    }
}
