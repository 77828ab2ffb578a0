using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Records that the heartbeat of a failed host is seen again: it is back in its pool, empty, or in the maintenance it was in. Asked by the inventory alone.</summary>
public sealed class ReturnHost(Submission submission, TimeProvider clock) : ICommand
{
    public sealed record Input(Id<Host> Host);

    public string ActivityType => ActivityTypes.HostReturn;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.InfrastructureWrite, input, caller, async database =>
        {
            var host = await database.FindVisibleAsync(input.Host, caller, stop);
            if (host is null) return Problem.NotFound(HostTarget.Noun, input.Host);
            if (host.Status != HostStatus.Failed) return Problem.Conflict("host.not-failed", $"{host.Name} is not considered failed.");
            host.Return();
            var now = clock.GetUtcNow();
            await OutageBook.EndAsync(database, OutageScope.Compute, host.Id.Value, now, stop);
            if (host.Status == HostStatus.Connected) await OutageBook.EndAsync(database, OutageScope.Platform, host.PoolId.Value, now, stop);
            return HostTarget.Of(host);
        }, stop);
}
