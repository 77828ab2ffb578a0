using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>Every command and every query of the product, found by reflection and called with whatever it takes: none can be forgotten.</summary>
static class UseCases
{
    public static IEnumerable<Type> Commands { get; } =
        [.. typeof(Registration).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICommand))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static IEnumerable<MethodInfo> Queries { get; } =
    [
        .. from type in typeof(Registration).Assembly.GetTypes()
           where type is { IsClass: true, IsPublic: true } && type.Name.EndsWith("Queries", StringComparison.Ordinal)
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           orderby type.Name, method.Name
           select method,
    ];

    static readonly JsonSerializerOptions Everything = new() { IncludeFields = true };

    public static MethodInfo SubmitOf(Type command) => command.GetMethod("SubmitAsync") ?? throw new InvalidOperationException($"{command.Name} has no SubmitAsync.");

    /// <summary>Calls it as this caller, with the given objects wherever it takes an identity of their kind.</summary>
    public static async Task<object?> CallAsync(Cloud cloud, MethodInfo method, Caller caller, IReadOnlyDictionary<Type, Guid> objects)
    {
        var arguments = method.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(Caller) ? caller
            : parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
            : Fill(parameter.ParameterType, objects));
        var answer = method.Invoke(cloud.Get(method.DeclaringType!), [.. arguments]);
        if (answer is Task task)
        {
            await task;
            return task.GetType().GetProperty("Result")!.GetValue(task);
        }

        return answer;
    }

    public static Result<Id<Domain.Activities.Activity>> ResultOf(object? answer) => (Result<Id<Domain.Activities.Activity>>)answer!;

    /// <summary>Everything in an answer as text, streams read to their end.</summary>
    public static async Task<string> TextAsync(object? answer)
    {
        if (answer is null) return "";
        var type = answer.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Result<>))
            return (bool)type.GetProperty("Ok")!.GetValue(answer)! ? await TextAsync(type.GetProperty("Value")!.GetValue(answer)) : "";
        var stream = type.GetInterfaces().FirstOrDefault(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        if (stream is not null) return await (Task<string>)Reader.MakeGenericMethod(stream.GetGenericArguments()).Invoke(null, [answer])!;
        if (type.GetProperty("Rows")?.GetValue(answer) is { } rows && rows is not IEnumerable) return await TextAsync(rows);
        return JsonSerializer.Serialize(answer, Everything);
    }

    /// <summary>How many rows each table has, and how often they were changed: two equal ones mean that nothing happened.</summary>
    public static async Task<string> FingerprintAsync(Cloud cloud)
    {
        await using var database = cloud.Database();
        List<string> found = [];
        foreach (var table in database.Model.GetEntityTypes().Where(entity => !entity.GetTableName()!.StartsWith("Simulated", StringComparison.Ordinal)).GroupBy(entity => entity.GetTableName()!))
        {
            var changes = table.Any(entity => entity.ClrType.IsAssignableTo(typeof(IVersioned))) ? "COALESCE(SUM(Version), 0)" : "0";
            var sql = $"SELECT COUNT(*) || '/' || {changes} AS Value FROM \"{table.Key}\"";
            found.Add($"{table.Key} {await database.Database.SqlQueryRaw<string>(sql).SingleAsync()}");
        }

        return string.Join('\n', found);
    }

    static readonly MethodInfo Reader = typeof(UseCases).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    static async Task<string> ReadAsync<T>(IAsyncEnumerable<T> rows)
    {
        List<T> read = [];
        await foreach (var row in rows) read.Add(row);
        return JsonSerializer.Serialize(read);
    }

    static object? Fill(Type type, IReadOnlyDictionary<Type, Guid> objects)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(Id<>))
            return Activator.CreateInstance(plain, objects.GetValueOrDefault(plain.GetGenericArguments()[0], new Guid("00000000-0000-7000-8000-00000000dead")));
        if (plain == typeof(string)) return "text";
        if (plain == typeof(int) || plain == typeof(long)) return Convert.ChangeType(1, plain, System.Globalization.CultureInfo.InvariantCulture);
        if (plain == typeof(bool)) return false;
        if (plain.IsEnum) return Enum.GetValues(plain).GetValue(0);
        if (plain == typeof(ByteSize)) return ByteSize.FromGiB(1);
        if (plain == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);
        if (plain.IsGenericType && plain.IsAssignableTo(typeof(IEnumerable)))
        {
            var element = plain.GetGenericArguments()[0];
            var items = Array.CreateInstance(element, element.IsGenericType && element.GetGenericTypeDefinition() == typeof(Id<>) ? 1 : 0);
            if (items.Length > 0) items.SetValue(Fill(element, objects), 0);
            return items;
        }

        // The constructor that takes most is the record's own; what it leaves out keeps its default.
        var constructor = plain.GetConstructors().OrderByDescending(known => known.GetParameters().Length).FirstOrDefault();
        return constructor is null
            ? Activator.CreateInstance(plain)
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Fill(parameter.ParameterType, objects))]);
    }
}
