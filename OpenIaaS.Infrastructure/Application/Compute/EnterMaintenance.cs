using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Takes a host into maintenance: it takes no new machines, those on it move to other hosts, and another host is master. When one cannot be moved
/// the host takes machines again, and those that were moved stay where they are.
/// </summary>
public sealed class EnterMaintenance(Submission submission, IHypervisor hypervisor, HostEvacuation evacuation, TimeProvider clock) : IOperation<EnterMaintenance.Input>
{
    /// <param name="EvenIfUnprotected">Whether whoever asks knows that the pool does not survive the failure of any one host any more.</param>
    public sealed record Input(Id<Host> Host, bool EvenIfUnprotected = false) : IKnowingly;

    public string ActivityType => ActivityTypes.HostMaintain;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.InfrastructureWrite, input, caller, async database =>
        {
            var host = await database.FindVisibleAsync(input.Host, caller, stop);
            if (host is null) return Problem.NotFound(HostTarget.Noun, input.Host);
            var preview = await MaintenanceFacts.PreviewAsync(database, host, stop);
            if (!preview.Refused.Ok) return Result<ActivityTarget>.Refused(preview.Refused.Problems);
            var guarded = await PromiseGuard.EmptyAsync(database, host, preview.Evacuation, input.EvenIfUnprotected, stop);
            if (!guarded.Ok) return Result<ActivityTarget>.Refused(guarded.Problems);
            var others = await database.Hosts.CountAsync(other => other.PoolId == host.PoolId && other.Id != host.Id && other.Status == HostStatus.Connected, stop);
            var begun = host.BeginMaintenance(others);
            return begun.Ok ? HostTarget.Of(host) : Result<ActivityTarget>.Refused(begun.Problems);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var disabled = await hypervisor.EnableAsync(input.Host, false, stop);
        if (!disabled.Ok) return Result<string>.Refused(disabled.Problems);
        var empty = false;
        try
        {
            var emptied = await evacuation.RunAsync(input.Host, progress, stop);
            empty = emptied.Ok;
            return emptied;
        }
        finally
        {
            // When the process goes down the activity is taken up again; otherwise the host must not stay shut.
            if (!empty && !stop.IsCancellationRequested) await hypervisor.EnableAsync(input.Host, true, stop);
        }
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var host = await database.Hosts.SingleAsync(row => row.Id == input.Host, stop);
        host.EnterMaintenance(clock.GetUtcNow());
        await MasterElection.PassOnAsync(database, host, stop);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var host = await database.Hosts.SingleAsync(row => row.Id == input.Host, stop);
        host.AbandonMaintenance();
    }
}
