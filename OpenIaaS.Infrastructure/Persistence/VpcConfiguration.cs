using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class VpcConfiguration : IEntityTypeConfiguration<Vpc>, IEntityTypeConfiguration<PrivateNetwork>, IEntityTypeConfiguration<StaticAddress>
{
    public void Configure(EntityTypeBuilder<Vpc> builder) => builder.HasIndex(vpc => vpc.TenantId);

    public void Configure(EntityTypeBuilder<PrivateNetwork> builder)
    {
        builder.HasIndex(network => network.NetworkId).IsUnique();
        builder.HasIndex(network => network.TenantId);
    }

    public void Configure(EntityTypeBuilder<StaticAddress> builder)
    {
        // Two that ask at once must not be given the same address, nor a MAC address two: beside the one it has there is one that is coming at most.
        builder.HasIndex(address => new { address.PrivateNetworkId, address.Address }).IsUnique();
        builder.HasIndex(address => new { address.PrivateNetworkId, address.MacAddress, address.IsComing }).IsUnique();
        builder.HasIndex(address => new { address.TenantId, address.MacAddress });
        builder.HasIndex(address => address.AdapterId);
    }
}
