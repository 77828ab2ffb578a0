using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute.Lab;

/// <summary>Deletes a saved scenario. Links to it lead nowhere then.</summary>
public sealed class DeleteScenario(Submission submission) : ICommand
{
    public sealed record Input(Id<SavedScenario> Scenario);

    public string ActivityType => ActivityTypes.ScenarioDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.Lab, input, caller, async database =>
        {
            var scenario = await database.FindVisibleAsync(input.Scenario, caller, stop);
            if (scenario is null) return Problem.NotFound("scenario", input.Scenario);
            database.SavedScenarios.Remove(scenario);
            return new ActivityTarget("scenario", scenario.Id.Value, scenario.Name);
        }, stop);
}
