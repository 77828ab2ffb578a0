using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>What an error of either database means.</summary>
static class DatabaseErrors
{
    const int SqliteConstraintUnique = 2067;
    const int SqliteConstraintPrimaryKey = 1555;

    /// <summary>Whether a unique index refused a row; <c>ExecuteUpdate</c> throws the provider's own exception, saving wraps it.</summary>
    public static bool IsUniqueViolation(Exception error) => (error as DbException ?? error.InnerException) switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };
}
