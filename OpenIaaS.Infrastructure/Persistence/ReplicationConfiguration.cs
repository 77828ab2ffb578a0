using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class ReplicationPolicyConfiguration : IEntityTypeConfiguration<ReplicationPolicy>
{
    public void Configure(EntityTypeBuilder<ReplicationPolicy> builder)
    {
        builder.ComplexProperty(policy => policy.Interval, LedgerConfiguration.Interval);
        builder.Property(policy => policy.Criticality).HasDefaultValue(Criticality.Business);
        builder.HasIndex(policy => new { policy.TenantId, policy.NameKey }).IsUnique();
    }
}

sealed class ReplicaConfiguration : IEntityTypeConfiguration<Replica>
{
    public void Configure(EntityTypeBuilder<Replica> builder)
    {
        // A machine has one replica at the most; the database holds to it when two associations meet.
        builder.HasIndex(replica => replica.MachineId).IsUnique();
        builder.HasIndex(replica => replica.NextRunAt);
        builder.HasIndex(replica => replica.WaitingSince);
        builder.HasIndex(replica => replica.TenantId);
        builder.HasIndex(replica => replica.PolicyId);
        builder.ComplexProperty(replica => replica.Today, LedgerConfiguration.Time);
    }
}

sealed class ReplicationRunConfiguration : IEntityTypeConfiguration<ReplicationRun>
{
    public void Configure(EntityTypeBuilder<ReplicationRun> builder)
    {
        builder.HasKey(run => new { run.ReplicaId, run.BeganAt });
        // Those under way, and those of a month.
        builder.HasIndex(run => new { run.EndedAt, run.ExpectedAt });
        // A tick is given to one run and a replica has one run at a time; the database holds to both, whatever two nodes believe.
        builder.HasIndex(run => new { run.ReplicaId, run.Tick }).IsUnique().HasFilter("\"OfTick\"");
        builder.HasIndex(run => run.ReplicaId).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        // Nobody writes to a run that another node has ended.
        builder.Property(run => run.EndedAt).IsConcurrencyToken();
    }
}

sealed class ReplicationSuspensionConfiguration : IEntityTypeConfiguration<ReplicationSuspension>
{
    public void Configure(EntityTypeBuilder<ReplicationSuspension> builder) => builder.HasKey(suspension => new { suspension.ReplicaId, suspension.From });
}

sealed class SpaceReturnConfiguration : IEntityTypeConfiguration<SpaceReturn>
{
    public void Configure(EntityTypeBuilder<SpaceReturn> builder) => builder.HasKey(space => space.Key);
}

sealed class SkippedTicksConfiguration : IEntityTypeConfiguration<SkippedTicks>
{
    public void Configure(EntityTypeBuilder<SkippedTicks> builder) => builder.HasKey(skipped => new { skipped.ReplicaId, skipped.From });
}

sealed class RecoveryPointConfiguration : IEntityTypeConfiguration<RecoveryPoint>
{
    public void Configure(EntityTypeBuilder<RecoveryPoint> builder) => builder.HasIndex(point => new { point.ReplicaId, point.CapturedAt }).IsUnique();
}
