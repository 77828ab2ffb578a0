using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Repairs or replaces a part below hosts and storages, from the Lab.</summary>
public sealed class RepairPart(Submission submission, IHardware hardware) : IOperation<RepairPart.Input>
{
    public sealed record Input(Id<HardwarePart> Part);

    const string AlreadyDone = "part.not-failed";

    public string ActivityType => ActivityTypes.PartRepair;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.Lab, input, caller, async database =>
        {
            var part = await SeenParts.FindAsync(database, hardware, input.Part, caller, stop);
            if (part is null) return Problem.NotFound("part", input.Part);
            return !part.IsBroken && part.Health != HardwareHealth.Degraded
                ? Problem.Conflict(AlreadyDone, $"{part.Name} of {part.Group} is not broken.")
                : await SeenParts.TargetAsync(database, part, stop);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        var done = await hardware.RepairAsync(input.Part, stop);
        // Taken up again after a crash, the part may already be as it was asked to be.
        return done.Ok || done.Problems.All(problem => problem.Code == AlreadyDone) ? input.Part.ToString() : Result<string>.Refused(done.Problems);
    }

    public Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop) => Task.CompletedTask;

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => Task.CompletedTask;
}
