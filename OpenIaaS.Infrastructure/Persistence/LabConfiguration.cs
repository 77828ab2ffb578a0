using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Compute.Lab;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class SavedScenarioConfiguration : IEntityTypeConfiguration<SavedScenario>
{
    public void Configure(EntityTypeBuilder<SavedScenario> builder) => builder.HasIndex(scenario => new { scenario.TenantId, scenario.CreatedAt });
}
