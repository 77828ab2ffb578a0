using Microsoft.Data.Sqlite;

namespace OpenIaaS.Bench;

/// <summary>The database of a console that does not run, read and changed as it lies there.</summary>
static class DataFile
{
    public static async Task<SqliteConnection> OpenAsync(string data)
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(data, "openiaas.db")};Pooling=False");
        await database.OpenAsync();
        return database;
    }

    public static async Task ExecuteAsync(SqliteConnection database, string statements, params (string Name, object Value)[] values)
    {
        await using var command = Command(database, statements, values);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<T>> ReadAsync<T>(SqliteConnection database, string query, Func<SqliteDataReader, T> row, params (string Name, object Value)[] values)
    {
        await using var command = Command(database, query, values);
        await using var reader = await command.ExecuteReaderAsync();
        List<T> rows = [];
        while (await reader.ReadAsync()) rows.Add(row(reader));
        return rows;
    }

    /// <summary>The columns of a table in a row that is copied, with some of them given.</summary>
    public static async Task<string> CopyAsync(SqliteConnection database, string table, IReadOnlyDictionary<string, string> given, string from)
    {
        var columns = await ReadAsync(database, $"SELECT name FROM pragma_table_info('{table}')", row => row.GetString(0));
        return $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) SELECT {string.Join(", ", columns.Select(column => given.GetValueOrDefault(column, $"one.\"{column}\"")))} FROM {from}";
    }

    static SqliteCommand Command(SqliteConnection database, string text, (string Name, object Value)[] values)
    {
        var command = database.CreateCommand();
#pragma warning disable CA2100 // this project's own statements
        command.CommandText = text;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
