using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OpenIaaS.Infrastructure.Persistence.Sqlite;

/// <summary>Which tables of a database in memory were written to, as SQLite tells it: whoever looks at some of them again and again need not when none was.</summary>
sealed class MemoryTables
{
    readonly Dictionary<string, long> changes = new(StringComparer.Ordinal);

    // SQLite keeps only a pointer to it.
    readonly delegate_update hook;

    public MemoryTables(SqliteConnection connection)
    {
        hook = (_, _, _, table, _) => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(changes, table.utf8_to_string(), out _)++;
        raw.sqlite3_update_hook(connection.Handle, hook, null);
    }

    /// <summary>How many rows of these tables were written so far, added up: the same number twice means that nothing changed.</summary>
    public long Changes(params ReadOnlySpan<string> tables)
    {
        var sum = 0L;
        foreach (var table in tables) sum += changes.GetValueOrDefault(table);
        return sum;
    }
}
