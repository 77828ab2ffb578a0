using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>
/// Tells whether anything was committed since it was last asked, whoever did it and by whatever means: two equal numbers stand for the same
/// contents of the whole database. SQLite answers in microseconds; PostgreSQL has nothing as cheap and is not asked.
/// </summary>
public sealed class DataVersion(IDbContextFactory<ConsoleDbContext> databases) : IDisposable
{
    readonly Lock gate = new();
    bool opened;
    SqliteConnection? connection;
    SqliteCommand? command;

    /// <summary>The number of the present contents, or null where none can be told.</summary>
    public long? Read()
    {
        lock (gate)
        {
            if (!opened) Open();
            return command is null ? null : (long)command.ExecuteScalar()!;
        }
    }

    /// <summary>A connection of its own: its number counts what all others commit.</summary>
    void Open()
    {
        opened = true;
        using var database = databases.CreateDbContext();
        if (!database.Database.IsSqlite()) return;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder(database.Database.GetConnectionString()) { Pooling = false }.ToString());
        connection.Open();
        command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        command.Prepare();
    }

    public void Dispose()
    {
        command?.Dispose();
        connection?.Dispose();
    }
}
