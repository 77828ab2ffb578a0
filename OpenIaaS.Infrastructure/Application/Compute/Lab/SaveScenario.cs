using System.Text;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Infrastructure.Application.Compute.Lab;

/// <summary>Keeps a scenario that can be played. The activity's target is the new scenario.</summary>
public sealed class SaveScenario(Submission submission, IdSource ids, TimeProvider clock) : ICommand
{
    /// <param name="Text">The scenario as JSON.</param>
    public sealed record Input(string Name, string Text);

    public string ActivityType => ActivityTypes.ScenarioSave;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var id = ids.Next<SavedScenario>();
        var name = input.Name.Trim();
        // The log of activities keeps what was asked for; the text stands in the scenario itself.
        return submission.CarryOutAsync(ActivityType, Permission.Lab, new { Name = name, Scenario = id }, caller, database =>
        {
            var allowed = Check(name, input.Text);
            if (!allowed.Ok) return Task.FromResult(Result<ActivityTarget>.Refused(allowed.Problems));
            database.SavedScenarios.Add(new SavedScenario(id, caller.TenantId, name, input.Text, caller.Name, clock.GetUtcNow()));
            return Task.FromResult<Result<ActivityTarget>>(new ActivityTarget("scenario", id.Value, name));
        }, stop);
    }

    /// <summary>Whether a scenario can be kept and played.</summary>
    /// <returns><c>scenario.name</c>, <c>scenario.long</c>, or <c>scenario.line</c> with the first line that cannot be played.</returns>
    public static Result Check(string name, string text)
    {
        var form = SavedScenario.Check(name.Trim(), text);
        if (!form.Ok) return form;
        var read = Read(text);
        return Result.From(read.Problems);
    }

    /// <summary>Reads a scenario.</summary>
    /// <returns>The scenario, or <c>scenario.line</c> with the line and the reason.</returns>
    public static Result<Scenario> Read(string text)
    {
        try
        {
            return ScenarioReader.Read(Encoding.UTF8.GetBytes(text));
        }
        catch (ScenarioException refused)
        {
            return Problem.Invalid("scenario.line", $"Line {refused.Line}: {refused.Reason}", "Text");
        }
    }
}
