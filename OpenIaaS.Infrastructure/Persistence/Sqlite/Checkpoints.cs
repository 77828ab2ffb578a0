using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OpenIaaS.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Brings what the log of the file (WAL) holds into the file, beside the writers. SQLite lets the commit that fills the log do it, and whoever has the turn
/// then waits for the disk: 50 to 100 ms instead of 1.
/// </summary>
/// <param name="connection">The connection string of the file.</param>
sealed class Checkpoints(string connection, TimeProvider clock, ILogger<Checkpoints> log) : BackgroundService
{
    /// <summary>How large the log is let grow before it is looked at: what SQLite itself takes (1,000 pages).</summary>
    const long Worth = 4L << 20;

    /// <summary>After so many pages (64 MiB, Reliability L9) a commit does it after all: this service has fallen behind.</summary>
    const int Late = 16_000;

    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>What a context needs so that its commits leave it to this service.</summary>
    public static IInterceptor Interceptor { get; } = new Opened();

    /// <summary>Takes over what can be taken while others read and write.</summary>
    public async Task TakeAsync(CancellationToken stop)
    {
        await using var file = new SqliteConnection(connection);
        await file.OpenAsync(stop);
        await using var command = file.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        await command.ExecuteNonQueryAsync(stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wal = new FileInfo(new SqliteConnectionStringBuilder(connection).DataSource + "-wal");
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                wal.Refresh();
                if (wal is { Exists: true, Length: >= Worth }) await TakeAsync(stoppingToken);
            }
            catch (Exception error) when (error is SqliteException or IOException)
            {
                log.LogWarning(error, "The log of the database could not be taken over; it is tried again in {Wait}", Every);
            }
        }
    }

    /// <summary>Says it to each connection of the driver once: the pool gives them out again and again.</summary>
    sealed class Opened : DbConnectionInterceptor
    {
        readonly ConditionalWeakTable<object, object> told = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tell(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Tell(connection);
            return Task.CompletedTask;
        }

        void Tell(DbConnection connection)
        {
            if (connection is not SqliteConnection { Handle: { } handle } || !told.TryAdd(handle, handle)) return;
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA wal_autocheckpoint = {Late}";
            command.ExecuteNonQuery();
        }
    }
}
