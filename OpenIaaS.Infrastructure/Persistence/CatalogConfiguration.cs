using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class TemplateConfiguration : IEntityTypeConfiguration<Template>
{
    public void Configure(EntityTypeBuilder<Template> builder)
    {
        builder.Ignore(template => template.Kind);
        builder.Property(template => template.CoresPerSocket).HasDefaultValue(1);
        builder.Property(template => template.Disks).AsJson();
        builder.Property(template => template.Adapters).AsJson();
        builder.HasIndex(template => new { template.TenantId, template.PoolId });
    }
}

sealed class DiskImageConfiguration : IEntityTypeConfiguration<DiskImage>
{
    public void Configure(EntityTypeBuilder<DiskImage> builder)
    {
        builder.Ignore(image => image.HasFile);
        builder.HasIndex(image => image.TenantId);
    }
}
