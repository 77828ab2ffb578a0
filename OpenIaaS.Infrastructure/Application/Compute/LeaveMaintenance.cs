using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Takes a host out of maintenance: it takes machines again, empty as it is. Nothing is moved back.</summary>
public sealed class LeaveMaintenance(Submission submission, IHypervisor hypervisor, TimeProvider clock) : IOperation<LeaveMaintenance.Input>
{
    public sealed record Input(Id<Host> Host);

    public string ActivityType => ActivityTypes.HostResume;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.InfrastructureWrite, input, caller, async database =>
        {
            var host = await database.FindVisibleAsync(input.Host, caller, stop);
            if (host is null) return Problem.NotFound(HostTarget.Noun, input.Host);
            var allowed = Host.CanEndMaintenance(host.Name, host.Status);
            return allowed.Ok ? HostTarget.Of(host) : Result<ActivityTarget>.Refused(allowed.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var enabled = await hypervisor.EnableAsync(input.Host, true, stop);
        return enabled.Ok ? input.Host.ToString() : Result<string>.Refused(enabled.Problems);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var host = await database.Hosts.SingleAsync(row => row.Id == input.Host, stop);
        host.EndMaintenance();
        if (host.Status == HostStatus.Connected) await OutageBook.EndAsync(database, OutageScope.Platform, host.PoolId.Value, clock.GetUtcNow(), stop);
    }

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => Task.CompletedTask;
}
