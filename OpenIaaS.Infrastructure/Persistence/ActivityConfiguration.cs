using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Activities;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class ActivityConfiguration : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        // The sequence is the key so that either database counts it up by itself.
        builder.HasKey(activity => activity.Sequence);
        builder.Ignore(activity => activity.IsEnded);
        builder.HasIndex(activity => activity.Id).IsUnique();
        builder.HasIndex(activity => new { activity.TenantId, activity.Sequence });
        builder.HasIndex(activity => activity.State);
        // The database itself holds to one running activity for each target.
        builder.HasIndex(activity => activity.TargetId, "IX_Activities_RunningTarget").IsUnique().HasFilter("\"State\" = 'Running'");
        builder.HasIndex(activity => activity.TargetId, "IX_Activities_TargetId");
    }
}
