using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity.Views;

/// <summary>Changes what a saved view shows, how it is called, and whether its list opens with it; what is null stays.</summary>
public sealed class UpdateView(Submission submission) : ICommand
{
    /// <param name="Version">The version its user saw.</param>
    public sealed record Input(Id<SavedView> View, int Version, string? Name = null, string? Query = null, bool? IsDefault = null);

    public string ActivityType => ActivityTypes.ViewUpdate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, SavedView.Reading, input, caller, async database =>
        {
            var view = await database.FindVisibleAsync(input.View, caller, stop);
            if (view is null) return Problem.NotFound(ViewTarget.Noun, input.View);
            if (view.MayChange(caller).First is { } refused) return refused;
            if (view.Version != input.Version) return Problem.Changed(ViewTarget.Noun, view.Name);
            var others = (await database.BesideAsync(view.List, view.HolderId, caller, stop)).Where(other => other.Id != view.Id).ToList();
            var name = input.Name?.Trim() ?? view.Name;
            var query = input.Query ?? view.Query;
            List<Problem> found =
            [
                .. SavedView.CheckName(name).Problems, .. SavedView.CheckQuery(query).Problems, .. UniqueName.Check(name, others.Select(other => other.Name), ViewTarget.Noun).Problems,
            ];
            if (found.Count > 0) return found;

            view.Rename(name);
            view.Show(query);
            if (input.IsDefault == true) view.OpenFirst(others);
            if (input.IsDefault == false) view.OpenFirst(false);
            return ViewTarget.Of(view);
        }, stop);
}
