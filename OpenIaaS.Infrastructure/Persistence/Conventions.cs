using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>How every property of a kind is stored: identities as UUIDs, sizes as bytes, enums as text, versions as concurrency tokens.</summary>
static class Conventions
{
    public static void Begin(ModelConfigurationBuilder builder)
    {
        foreach (var identified in IdentifiedTypes())
            builder.Properties(typeof(Id<>).MakeGenericType(identified)).HaveConversion(typeof(IdConverter<>).MakeGenericType(identified));
        builder.Properties<ByteSize>().HaveConversion<ByteSizeConverter>();
        builder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
    }

    public static void Finish(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (!entity.ClrType.IsAssignableTo(typeof(IVersioned))) continue;
            entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }

    static IEnumerable<Type> IdentifiedTypes() =>
        from assembly in new[] { typeof(IVersioned).Assembly, typeof(Conventions).Assembly }
        from type in assembly.GetTypes()
        where !type.IsGenericTypeDefinition
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
        where plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(Id<>)
        group plain by plain.GetGenericArguments()[0] into identified
        select identified.Key;

    internal sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));

    internal sealed class ByteSizeConverter() : ValueConverter<ByteSize, long>(size => size.Bytes, bytes => new ByteSize(bytes));
}
