using System.Collections;
using System.Reflection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application;

namespace OpenIaaS.Tests.Identity;

/// <summary>
/// What a command or a query is called with when nobody wrote its arguments: the identity of an object wherever it takes one, and otherwise
/// whatever filters nothing out: its defaults, null where that may be, and the first page as long as pages get.
/// </summary>
/// <param name="Objects">An object for each kind.</param>
/// <param name="Narrow">Whether identities that may be left out are given too: a list of machines is then the list of the machines of a pool.</param>
sealed record Arguments(IReadOnlyDictionary<Type, Guid> Objects, bool Narrow)
{
    static readonly Guid Dead = new("00000000-0000-7000-8000-00000000dead");

    /// <summary>The kinds whose identities were asked for so far.</summary>
    public HashSet<Type> Kinds { get; } = [];

    public object?[] For(MethodInfo method, Caller caller) =>
    [
        .. method.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(Caller) ? caller
            : parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
            : Fill(parameter)),
    ];

    /// <summary>The same with one kind from elsewhere.</summary>
    public Arguments With(Type kind, IReadOnlyDictionary<Type, Guid> elsewhere) =>
        new(new Dictionary<Type, Guid>(Objects) { [kind] = elsewhere.GetValueOrDefault(kind, Dead) }, Narrow);

    object? Fill(ParameterInfo parameter)
    {
        var plain = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (Narrow && IsIdentity(plain)) return Fill(plain);
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        return plain != parameter.ParameterType || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable ? null : Fill(plain);
    }

    object? Fill(Type type)
    {
        if (type == typeof(TableQuery)) return new TableQuery(0, TableQuery.Most, null, false);
        if (IsIdentity(type)) return Activator.CreateInstance(type, Of(type.GetGenericArguments()[0]));
        if (type == typeof(string)) return "text";
        // Also the number of the first ticket.
        if (type == typeof(int) || type == typeof(long)) return Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type == typeof(bool)) return false;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (type == typeof(ByteSize)) return ByteSize.FromGiB(1);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))) return Items(type.GetGenericArguments()[0]);

        // The constructor that takes most is the record's own; what it leaves out keeps its default.
        var constructor = type.GetConstructors().OrderByDescending(known => known.GetParameters().Length).FirstOrDefault();
        var made = constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke([.. constructor.GetParameters().Select(Fill)]);
        if (Narrow && constructor?.GetParameters().Length is 0)
            foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null && ItemOf(property.PropertyType) is { } item && IsIdentity(item)))
                property.SetValue(made, Items(ItemOf(property.PropertyType)!));
        return made;
    }

    Array Items(Type item)
    {
        var items = Array.CreateInstance(item, item == typeof(string) ? 0 : 1);
        if (items.Length > 0) items.SetValue(Fill(item), 0);
        return items;
    }

    Guid Of(Type kind)
    {
        Kinds.Add(kind);
        return Objects.GetValueOrDefault(kind, Dead);
    }

    static Type? ItemOf(Type type) => type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[0] : null;

    static bool IsIdentity(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>);
}
