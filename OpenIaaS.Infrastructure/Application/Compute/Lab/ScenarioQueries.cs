using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute.Lab;

/// <summary>The scenarios a tenant can rehearse: its own, and the examples that come with the product.</summary>
public sealed class ScenarioQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <summary>The most that are listed, the newest first.</summary>
    public const int Most = 200;

    /// <param name="Key">What a link calls it: its identity, or the name of an example.</param>
    /// <param name="Author">Who saved it; null for an example.</param>
    /// <param name="CreatedAt">When it was saved, UTC; null for an example.</param>
    public sealed record Row(string Key, string Name, string? Author, DateTimeOffset? CreatedAt);

    public sealed record Detail(string Key, string Name, string Text);

    /// <summary>The saved scenarios, the newest first, and after them the examples by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.Lab)) return Problem.Forbidden(Permission.Lab);
        await using var database = await databases.CreateDbContextAsync(stop);
        var saved = await database.VisibleTo<SavedScenario>(caller).OrderByDescending(scenario => scenario.CreatedAt).ThenBy(scenario => scenario.Id).Take(Most)
            .Select(scenario => new { scenario.Id, scenario.Name, scenario.Author, scenario.CreatedAt }).ToListAsync(stop);
        List<Row> rows = [.. saved.Select(scenario => new Row(scenario.Id.ToString(), scenario.Name, scenario.Author, scenario.CreatedAt)), .. ExampleScenarios.Names.Select(name => new Row(name, name, null, null))];
        return rows;
    }

    /// <summary>A saved one with its text.</summary>
    public async Task<Result<Detail>> FindAsync(Id<SavedScenario> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.Lab)) return Problem.Forbidden(Permission.Lab);
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.FindVisibleAsync(id, caller, stop);
        return found is null ? Problem.NotFound("scenario", id) : new Detail(id.ToString(), found.Name, found.Text);
    }
}
