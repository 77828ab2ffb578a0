using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class NetworkConfiguration : IEntityTypeConfiguration<BackboneNetwork>, IEntityTypeConfiguration<Propagation>, IEntityTypeConfiguration<NetworkShare>
{
    public void Configure(EntityTypeBuilder<BackboneNetwork> builder)
    {
        // Two orders at once must not be given the same VLAN; a trunk has none of its own.
        builder.HasIndex(network => new { network.OrganizationId, network.VlanId }).IsUnique();
        builder.HasIndex(network => new { network.TenantId, network.NameKey }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Propagation> builder)
    {
        builder.HasIndex(propagation => new { propagation.NetworkId, propagation.PoolId }).IsUnique();
        builder.HasIndex(propagation => propagation.VirtualNetworkId);
        builder.HasIndex(propagation => propagation.TenantId);
    }

    public void Configure(EntityTypeBuilder<NetworkShare> builder)
    {
        builder.HasKey(share => new { share.NetworkId, share.WithTenantId });
        builder.HasIndex(share => share.WithTenantId);
    }
}
