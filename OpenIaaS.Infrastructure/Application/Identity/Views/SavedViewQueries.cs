using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity.Views;

/// <summary>The saved views of a list: those for the whole tenant, and the caller's own.</summary>
public sealed class SavedViewQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    /// <param name="Author">Who saved it.</param>
    /// <param name="Change">Why the caller cannot change it; null where they can.</param>
    public sealed record Row(Id<SavedView> Id, int Version, ViewedList List, string Name, string Query, bool IsShared, bool IsDefault, string Author, Problem? Change);

    /// <summary>Those that stand in the caller's menu, by name.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(ViewedList list, Caller caller, CancellationToken stop)
    {
        if (!caller.May(SavedView.Reading)) return Problem.Forbidden(SavedView.Reading);
        await using var database = await databases.CreateDbContextAsync(stop);
        Guid[] holders = [SavedView.HolderOf(caller, shared: true), SavedView.HolderOf(caller, shared: false)];
        var views = await database.VisibleTo<SavedView>(caller).AsNoTracking().Where(view => view.List == list && holders.Contains(view.HolderId))
            .OrderBy(view => view.NameKey).ThenBy(view => view.Id).ToListAsync(stop);
        return views.ConvertAll(view => RowOf(view, caller));
    }

    /// <summary>One that its link names, whoever of the tenant holds it.</summary>
    public async Task<Result<Row>> FindAsync(Id<SavedView> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(SavedView.Reading)) return Problem.Forbidden(SavedView.Reading);
        await using var database = await databases.CreateDbContextAsync(stop);
        var view = await database.FindVisibleAsync(id, caller, stop);
        return view is null ? Problem.NotFound(ViewTarget.Noun, id) : RowOf(view, caller);
    }

    static Row RowOf(SavedView view, Caller caller) =>
        new(view.Id, view.Version, view.List, view.Name, view.Query, view.IsShared, view.IsDefault, view.Author, view.MayChange(caller).First);
}
