using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Infrastructure.Application;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>Values that are stored and shown but never queried: one JSON text in one column.</summary>
static class JsonColumn
{
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasConversion(
            value => JsonSerializer.Serialize(value, DomainJson.Options),
            text => JsonSerializer.Deserialize<T>(text, DomainJson.Options)!,
            new ValueComparer<T>(
                (left, right) => JsonSerializer.Serialize(left, DomainJson.Options) == JsonSerializer.Serialize(right, DomainJson.Options),
                value => JsonSerializer.Serialize(value, DomainJson.Options).GetHashCode(StringComparison.Ordinal),
                value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, DomainJson.Options), DomainJson.Options)!));
        return property;
    }
}
