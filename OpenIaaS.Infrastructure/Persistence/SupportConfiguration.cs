using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Support;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class TicketConfiguration : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        // The number is the key so that either database counts it up by itself.
        builder.HasKey(ticket => ticket.Number);
        builder.HasIndex(ticket => ticket.Id).IsUnique();
        builder.HasIndex(ticket => new { ticket.TenantId, ticket.AuthorId });
        builder.Property(ticket => ticket.Request!).AsJson().IsRequired(false);
    }
}
