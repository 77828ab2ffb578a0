using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>How what a ledger is made of is stored: durations as ticks, so that the database can add them up.</summary>
static class LedgerConfiguration
{
    public static void Interval(ComplexPropertyBuilder<ReplicationInterval> interval) => interval.Ignore(value => value.Every).Ignore(value => value.AdvertisedBound);

    public static void Time(ComplexPropertyBuilder<LedgerTime> time) => time
        .Ignore(value => value.Pending).Ignore(value => value.Compliant).Ignore(value => value.AtRisk).Ignore(value => value.Breached)
        .Ignore(value => value.Counted).Ignore(value => value.Kept).Ignore(value => value.Worst).Ignore(value => value.Mark);
}

sealed class ReplicaDayConfiguration : IEntityTypeConfiguration<ReplicaDay>
{
    public void Configure(EntityTypeBuilder<ReplicaDay> builder)
    {
        builder.HasKey(day => new { day.ReplicaId, day.Day });
        // A month of a whole tenant is added up from this index alone: 10,000 machines are 300,000 days.
        builder.HasIndex(day => new { day.TenantId, day.Day, day.ReplicaId, day.PendingTicks, day.CompliantTicks, day.AtRiskTicks, day.BreachedTicks });
        builder.HasIndex(day => day.Day);
        builder.Ignore(day => day.Time);
    }
}

sealed class PromiseBreachConfiguration : IEntityTypeConfiguration<PromiseBreach>
{
    public void Configure(EntityTypeBuilder<PromiseBreach> builder)
    {
        builder.HasKey(breach => new { breach.ReplicaId, breach.From });
        builder.HasIndex(breach => new { breach.TenantId, breach.Until });
        builder.HasIndex(breach => breach.Until);
    }
}

sealed class IntervalChangeConfiguration : IEntityTypeConfiguration<IntervalChange>
{
    public void Configure(EntityTypeBuilder<IntervalChange> builder)
    {
        builder.HasKey(change => new { change.PolicyId, change.At });
        builder.ComplexProperty(change => change.Before, LedgerConfiguration.Interval);
        builder.ComplexProperty(change => change.After, LedgerConfiguration.Interval);
    }
}

sealed class FormerReplicaConfiguration : IEntityTypeConfiguration<FormerReplica>
{
    public void Configure(EntityTypeBuilder<FormerReplica> builder)
    {
        builder.HasKey(former => former.ReplicaId);
        builder.HasIndex(former => former.TenantId);
    }
}
