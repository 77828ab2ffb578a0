using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Live;

/// <summary>
/// Hears what other nodes on the same PostgreSQL changed and tells this node's open pages. Notifications have no replay: after a lost
/// connection everything counts as changed once, and all open pages read again each minute whatever was heard.
/// </summary>
sealed class PostgresRelay(
    IDbContextFactory<ConsoleDbContext> databases, ChangeNotices notices, ChangeFeed feed, TimeProvider clock, ILogger<PostgresRelay> log) : BackgroundService
{
    /// <summary>How often open pages read again without having heard anything.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(60);

    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>A connection that died without a word is noticed by asking it this often, in seconds.</summary>
    const int KeepAliveSeconds = 15;

    volatile TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once this node listens.</summary>
    public Task Listening => listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var refresh = clock.CreateTimer(_ => feed.PublishEverything(), null, Refresh, Refresh);
        for (var lost = false; !stoppingToken.IsCancellationRequested; lost = true)
        {
            try
            {
                await ListenAsync(lost, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (Listening.IsCompleted)
            {
                log.LogWarning(error, "The connection on which changes of other nodes are heard was lost; it is opened again");
                listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            catch (Exception error)
            {
                log.LogWarning(error, "Changes of other nodes cannot be heard; it is tried again in {Wait}", RetryAfter);
                await Task.Delay(RetryAfter, clock, stoppingToken);
            }
        }
    }

    async Task ListenAsync(bool lost, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        connection.Notification += (_, notice) =>
        {
            var heard = notices.Read(notice.Payload);
            if (heard.Count > 0) feed.Publish(heard);
        };
        await connection.OpenAsync(stop);
        await using (var command = new NpgsqlCommand($"LISTEN {ChangeNotices.Channel}", connection)) await command.ExecuteNonQueryAsync(stop);
        listening.TrySetResult();
        // What was committed while nobody listened was not heard.
        if (lost) feed.PublishEverything();
        while (true) await connection.WaitAsync(stop);
    }

    string ConnectionString()
    {
        using var database = databases.CreateDbContext();
        return new NpgsqlConnectionStringBuilder(database.Database.GetConnectionString()) { Pooling = false, KeepAlive = KeepAliveSeconds }.ConnectionString;
    }
}
