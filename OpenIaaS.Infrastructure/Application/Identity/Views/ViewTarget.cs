using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity.Views;

/// <summary>What the commands of saved views have in common.</summary>
static class ViewTarget
{
    public const string Noun = "saved view";

    public static ActivityTarget Of(SavedView view) => new(Noun, view.Id.Value, view.Name);

    /// <summary>The views of one list that one holder has.</summary>
    public static Task<List<SavedView>> BesideAsync(this ConsoleDbContext database, ViewedList list, Guid holder, Caller caller, CancellationToken stop) =>
        database.VisibleTo<SavedView>(caller).Where(view => view.List == list && view.HolderId == holder).ToListAsync(stop);

    /// <summary>Makes it the one its list opens with in place of whichever it was.</summary>
    public static void OpenFirst(this SavedView view, IEnumerable<SavedView> others)
    {
        foreach (var other in others.Where(other => other.IsDefault)) other.OpenFirst(false);
        view.OpenFirst(true);
    }
}
