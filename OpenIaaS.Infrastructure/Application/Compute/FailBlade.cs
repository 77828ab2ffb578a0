using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Breaks a blade, from the Lab: it loses power with all that runs on it. What follows is found by the inventory, as on real hardware.</summary>
public sealed class FailBlade(Submission submission, IBladeFabric fabric) : IOperation<FailBlade.Input>
{
    public sealed record Input(Id<Host> Host);

    const string AlreadyDone = "blade.already-failed";

    public string ActivityType => ActivityTypes.BladeFail;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.Lab, input, caller, async database =>
        {
            var host = await database.FindVisibleAsync(input.Host, caller, stop);
            if (host is null) return Problem.NotFound("host", input.Host);
            return host.Status == HostStatus.Failed
                ? Problem.Conflict(AlreadyDone, $"{host.Name} is already broken.")
                : new ActivityTarget("host", host.Id.Value, host.Name);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var done = await fabric.FailAsync(input.Host, stop);
        // Taken up again after a crash, the blade may already be as it was asked to be.
        return done.Ok || done.Problems.All(problem => problem.Code == AlreadyDone) ? input.Host.ToString() : Result<string>.Refused(done.Problems);
    }

    public Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => Task.CompletedTask;

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => Task.CompletedTask;
}
