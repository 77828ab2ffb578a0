using System.Reflection;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Architecture;

/// <summary>How the things of the domain may be made and where they may show, as functions over types.</summary>
static class EntityRules
{
    /// <summary>Properties anybody could set at any time: changes go through a rule.</summary>
    public static IEnumerable<string> PublicSetters(IEnumerable<Type> types) =>
        from property in Properties(types)
        where property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
        select $"{property.DeclaringType!.Name}.{property.Name}";

    /// <summary>Moments that do not say which zone they are in.</summary>
    public static IEnumerable<string> MomentsWithoutZone(IEnumerable<Type> types) =>
        from property in Properties(types)
        where (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(DateTime)
        select $"{property.DeclaringType!.Name}.{property.Name}";

    /// <summary>Methods of endpoint classes, their lambdas included, that take or give an entity.</summary>
    public static IEnumerable<string> EntitiesInEndpoints(IEnumerable<Type> types) =>
        from type in types
        where Outermost(type).Name.EndsWith("Endpoints", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        from part in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).SelectMany(Parts)
        where IsEntity(part)
        select $"{Outermost(type).Name}.{method.Name} shows {part.Name}";

    /// <summary>Arrows to wire records from anywhere but endpoints and other wire records.</summary>
    public static IEnumerable<Arrow> WireOutsideEndpoints(IEnumerable<Arrow> arrows) =>
        arrows.Where(arrow => arrow.To.StartsWith("OpenIaaS.", StringComparison.Ordinal) && arrow.To.EndsWith("Wire", StringComparison.Ordinal))
            .Where(arrow => !arrow.From.EndsWith("Wire", StringComparison.Ordinal) && !arrow.From.EndsWith("Endpoints", StringComparison.Ordinal));

    /// <summary>A thing with an identity of its own.</summary>
    static bool IsEntity(Type type) =>
        type.GetProperty("Id") is { PropertyType: { IsGenericType: true } id } && id.GetGenericTypeDefinition() == typeof(Id<>) && id.GenericTypeArguments[0] == type;

    static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>) ? [] :
        type.IsGenericType ? type.GenericTypeArguments.SelectMany(Parts) :
        type.HasElementType ? Parts(type.GetElementType()!) : [type];

    static IEnumerable<PropertyInfo> Properties(IEnumerable<Type> types) =>
        types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));

    static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
