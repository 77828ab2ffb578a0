using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    // Two people who save under one name at once meet here, and the second one is told by the rule.
    public void Configure(EntityTypeBuilder<SavedView> builder) => builder.HasIndex(view => new { view.TenantId, view.List, view.HolderId, view.NameKey }).IsUnique();
}
