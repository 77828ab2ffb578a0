using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute.Lab;

namespace OpenIaaS.Console.Compute.Lab.Api;

/// <summary>Saved scenarios, beyond the provider: a test can bring its own and take it away.</summary>
static class ScenarioEndpoints
{
    /// <param name="Key">What it is read by: an id, or the name of an example.</param>
    /// <param name="Author">Who saved it; absent for an example.</param>
    public sealed record ScenarioWire(string Key, string Name, string? Author, DateTimeOffset? CreatedAt);

    /// <param name="Text">The scenario, as the file has it.</param>
    public sealed record ScenarioTextWire(string Key, string Name, string Text);

    /// <param name="Name">What it is called.</param>
    /// <param name="Text">The scenario, as a file has it.</param>
    [Example("""{"name": "A blade fails", "text": "{\"duration\":\"PT1H\",\"zones\":[{\"name\":\"AZ-A\",\"pools\":[{\"name\":\"P1\",\"storage\":[{\"name\":\"SR1\",\"class\":\"FLASH - Standard\",\"capacityGiB\":4096}],\"hosts\":[{\"name\":\"h1\",\"memoryGiB\":256},{\"name\":\"h2\",\"memoryGiB\":256}],\"virtualMachines\":[{\"name\":\"a\",\"host\":\"h1\",\"memoryGiB\":8}]}]}],\"events\":[{\"at\":\"PT10M\",\"fail\":[\"h1\"]}]}"}""")]
    public sealed record NewScenarioWire(string? Name, string? Text);

    public static void MapScenarios(this IEndpointRouteBuilder app)
    {
        var scenarios = new ApiGroup(app, "/lab/v1/scenarios", "Scenarios");
        scenarios.List<ScenarioWire>("", Permission.Lab, "Saved scenarios and examples.", ListAsync);
        scenarios.Read<ScenarioTextWire>("/{id}", Permission.Lab, "One saved scenario with its text.", ReadAsync);
        scenarios.Write("POST", "", Permission.Lab, "Saves a scenario; what cannot be read is refused line by line.", SaveAsync);
        scenarios.Write("DELETE", "/{id}", Permission.Lab, "Deletes a saved scenario.", DeleteAsync);
    }

    static async Task<IResult> ListAsync(ApiCaller who, ScenarioQueries scenarios, CancellationToken stop) =>
        Answer.List(await scenarios.ListAsync(who.Caller, stop), row => new ScenarioWire(row.Key, row.Name, row.Author, row.CreatedAt));

    static async Task<IResult> ReadAsync(string id, ApiCaller who, ScenarioQueries scenarios, CancellationToken stop) =>
        Id<SavedScenario>.TryParse(id, null, out var known)
            ? Answer.One(await scenarios.FindAsync(known, who.Caller, stop), found => new ScenarioTextWire(found.Key, found.Name, found.Text))
            : Answer.NotFound("scenario", id);

    static async Task<IResult> SaveAsync(NewScenarioWire scenario, ApiCaller who, SaveScenario save, CancellationToken stop) =>
        Answer.Accepted(await save.SubmitAsync(new SaveScenario.Input(scenario.Name ?? "", scenario.Text ?? ""), who.Caller, stop));

    static async Task<IResult> DeleteAsync(string id, ApiCaller who, DeleteScenario delete, CancellationToken stop) =>
        Id<SavedScenario>.TryParse(id, null, out var known)
            ? Answer.Accepted(await delete.SubmitAsync(new DeleteScenario.Input(known), who.Caller, stop))
            : Answer.NotFound("scenario", id);
}
