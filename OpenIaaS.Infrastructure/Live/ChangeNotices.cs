using System.Data.Common;
using System.Text;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Live;

/// <summary>
/// Changes as the text of notifications between nodes that share one PostgreSQL: who says it, then kind and tenant of each. Sent within the
/// transaction that made the changes, they are heard when it commits and never when it is rolled back.
/// </summary>
sealed class ChangeNotices(IdSource ids)
{
    public const string Channel = "openiaas_changes";

    /// <summary>PostgreSQL takes less than 8000 bytes a notification; many changes go in several.</summary>
    public const int MostBytes = 7500;

    const char AfterNode = '|';
    const char AfterKind = ',';
    const char AfterChange = ';';

    readonly string node = ids.Next().ToString("N");

    /// <summary>Sends changes on a connection, within its transaction if there is one.</summary>
    public async Task SendAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Change> changes, CancellationToken stop)
    {
        foreach (var text in Write(changes))
        {
            await using var command = Command(connection, transaction, text);
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    /// <inheritdoc cref="SendAsync"/>
    public void Send(DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<Change> changes)
    {
        foreach (var text in Write(changes))
        {
            using var command = Command(connection, transaction, text);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The texts of the notifications that tell these changes.</summary>
    public IEnumerable<string> Write(IReadOnlyCollection<Change> changes)
    {
        var text = new StringBuilder();
        foreach (var change in changes)
        {
            var one = $"{change.Kind.FullName}{AfterKind}{change.Tenant?.Value:N}{AfterChange}";
            if (text.Length + one.Length > MostBytes)
            {
                yield return text.ToString();
                text.Clear();
            }

            if (text.Length == 0) text.Append(node).Append(AfterNode);
            text.Append(one);
        }

        if (text.Length > 0) yield return text.ToString();
    }

    /// <summary>What another node said; nothing when it was this one, and nothing of kinds that are not known here.</summary>
    public IReadOnlyCollection<Change> Read(string text)
    {
        if (text.Split(AfterNode) is not [var speaker, var said] || speaker == node) return [];
        List<Change> heard = [];
        foreach (var one in said.Split(AfterChange, StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.Split(AfterKind) is not [var name, var tenant] || Kind(name) is not { } kind) continue;
            heard.Add(new Change(kind, Guid.TryParse(tenant, out var id) ? new Id<Tenant>(id) : null));
        }

        return heard;
    }

    static Type? Kind(string name) => typeof(Tenant).Assembly.GetType(name) ?? typeof(Change).Assembly.GetType(name);

    static DbCommand Command(DbConnection connection, DbTransaction? transaction, string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT pg_notify('{Channel}', @text)";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("text", text);
        command.Parameters.Add(parameter);
        return command;
    }
}
