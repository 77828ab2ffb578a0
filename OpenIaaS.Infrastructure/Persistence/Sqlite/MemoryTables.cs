using System.Runtime.InteropServices;
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
        hook = (_, _, _, table, _) => CollectionsMarshal.GetValueRefOrAddDefault(changes, table.utf8_to_string(), out _)++;
        raw.sqlite3_update_hook(connection.Handle, hook, null);
    }

    /// <summary>Whether one of these tables was written to since this was asked last.</summary>
    /// <param name="seen">How many rows had been written then: kept by whoever asks, -1 before the first time.</param>
    /// <param name="tables">The names of the tables.</param>
    public bool IsNew(ref long seen, params ReadOnlySpan<string> tables)
    {
        var written = 0L;
        foreach (var table in tables) written += changes.GetValueOrDefault(table);
        (var before, seen) = (seen, written);
        return written != before;
    }
}
