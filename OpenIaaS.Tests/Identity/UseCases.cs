using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;
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
           from method in QueriesOf(type)
           orderby type.Name, method.Name
           select method,
    ];

    static readonly JsonSerializerOptions Everything = new() { IncludeFields = true };

    public static IEnumerable<MethodInfo> QueriesOf(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    /// <summary>Its class and name; what one of several of the same name takes stands behind it.</summary>
    public static string NameOf(MethodInfo query)
    {
        var name = $"{query.DeclaringType!.Name}.{query.Name}";
        return QueriesOf(query.DeclaringType).Count(method => method.Name == query.Name) == 1
            ? name
            : $"{name} by {query.GetParameters()[0].ParameterType.GetGenericArguments()[0].Name}";
    }

    public static MethodInfo SubmitOf(Type command) => command.GetMethod("SubmitAsync") ?? throw new InvalidOperationException($"{command.Name} has no SubmitAsync.");

    /// <summary>Calls it as this caller.</summary>
    public static async Task<object?> CallAsync(Cloud cloud, MethodInfo method, Caller caller, Arguments arguments)
    {
        var target = ActivatorUtilities.GetServiceOrCreateInstance(cloud.Get<IServiceProvider>(), method.ReflectedType!);
        var answer = method.Invoke(target, arguments.For(method, caller));
        if (answer is Task task)
        {
            await task;
            return task.GetType().GetProperty("Result")!.GetValue(task);
        }

        return answer;
    }

    public static Result<Id<Domain.Activities.Activity>> ResultOf(object? answer) => (Result<Id<Domain.Activities.Activity>>)answer!;

    /// <summary>Everything in an answer as text, streams read to their end, refusals as their sentences.</summary>
    public static async Task<string> TextAsync(object? answer)
    {
        if (answer is null) return "";
        var type = answer.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Result<>))
            return (bool)type.GetProperty("Ok")!.GetValue(answer)!
                ? await TextAsync(type.GetProperty("Value")!.GetValue(answer))
                : string.Join('\n', (IEnumerable<Problem>)type.GetProperty("Problems")!.GetValue(answer)!);
        var stream = type.GetInterfaces().FirstOrDefault(known => known.IsGenericType && known.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        if (stream is not null) return await (Task<string>)Reader.MakeGenericMethod(stream.GetGenericArguments()).Invoke(null, [answer])!;
        if (type.GetProperty("Rows")?.GetValue(answer) is { } rows && rows is not IEnumerable) return await TextAsync(rows);
        return JsonSerializer.Serialize(answer, Everything);
    }

    /// <summary>Every row of every table the model has: two equal ones mean that nothing happened.</summary>
    public static async Task<string> FingerprintAsync(Cloud cloud)
    {
        await using var database = cloud.Database();
        List<string> found = [];
        foreach (var table in Tables(database)) found.AddRange(await RowsAsync(database, table));
        return string.Join('\n', found);
    }

    /// <summary>The tables of the model, and those among them that say whose their rows are.</summary>
    public static IEnumerable<string> Tables(ConsoleDbContext database, bool owned = false) =>
        database.Model.GetRelationalModel().Tables.Where(table => !owned || table.FindColumn(nameof(IOwned.TenantId)) is not null).Select(table => table.Name).Order(StringComparer.Ordinal);

    static async Task<List<string>> RowsAsync(ConsoleDbContext database, string table)
    {
        await database.Database.OpenConnectionAsync();
        await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // the name of a table of the model
        command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
            rows.Add($"{table} {string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(field => $"{reader.GetName(field)}={Convert.ToString(Value(reader.GetValue(field)), CultureInfo.InvariantCulture)}"))}");
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    static object Value(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : value;

    static readonly MethodInfo Reader = typeof(UseCases).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    static async Task<string> ReadAsync<T>(IAsyncEnumerable<T> rows)
    {
        List<T> read = [];
        await foreach (var row in rows) read.Add(row);
        return JsonSerializer.Serialize(read, Everything);
    }
}
