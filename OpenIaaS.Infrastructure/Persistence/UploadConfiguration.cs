using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class UploadConfiguration : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.Ignore(upload => upload.Missing);
        builder.Ignore(upload => upload.ExpiresAt);
        builder.HasIndex(upload => new { upload.TenantId, upload.OwnerId });
        builder.HasIndex(upload => upload.TouchedAt);
    }
}
