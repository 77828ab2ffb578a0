using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Records that a host is considered failed: what ran on it is down, and another host is master. Asked by the inventory alone.</summary>
public sealed class FailHost(Submission submission, TimeProvider clock) : ICommand
{
    /// <param name="Cause">Why, as far as the fabric knows.</param>
    /// <param name="DownSince">Since when nothing runs on it, as far as the fabric knows.</param>
    public sealed record Input(Id<Host> Host, DateTimeOffset HeartbeatLostAt, string? Cause = null, DateTimeOffset? DownSince = null);

    public string ActivityType => ActivityTypes.HostFail;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.InfrastructureWrite, input, caller, async database =>
        {
            var host = await database.FindVisibleAsync(input.Host, caller, stop);
            if (host is null) return Problem.NotFound(HostTarget.Noun, input.Host);
            if (host.Status == HostStatus.Failed) return Problem.Conflict("host.already-failed", $"{host.Name} is already considered failed.");
            var now = clock.GetUtcNow();
            host.LoseHeartbeat(input.HeartbeatLostAt);
            host.Fail(now, input.Cause, input.DownSince);
            foreach (var machine in await database.VirtualMachines.Where(row => row.HostId == host.Id).ToListAsync(stop)) machine.Lose(now);
            await MasterElection.PassOnAsync(database, host, stop);
            await OutageBook.BeginAsync(database, host.TenantId, OutageScope.Compute, host.Id.Value, host.Name, input.HeartbeatLostAt, stop);
            // One in maintenance starts nothing either, and the promise includes maintenance windows (Concepts).
            if (!await database.Hosts.AnyAsync(other => other.PoolId == host.PoolId && other.Id != host.Id && (other.Status == HostStatus.Connected || other.Status == HostStatus.Evacuating), stop))
            {
                var pool = await database.Pools.SingleAsync(row => row.Id == host.PoolId, stop);
                await OutageBook.BeginAsync(database, host.TenantId, OutageScope.Platform, pool.Id.Value, pool.Name, input.HeartbeatLostAt, stop);
            }

            return HostTarget.Of(host);
        }, stop);
}
