using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Infrastructure.Application.Identity.Views;

/// <summary>Keeps what a list shows under a name. The activity's target is the new view.</summary>
public sealed class SaveView(Submission submission, IdSource ids, TimeProvider clock) : ICommand
{
    /// <param name="IsShared">For the whole tenant, and not for the caller alone.</param>
    /// <param name="Query">What is shown, as in the query of the list's address.</param>
    /// <param name="IsDefault">Whether the list opens with it.</param>
    public sealed record Input(ViewedList List, string Name, string Query, bool IsShared, bool IsDefault = false);

    public string ActivityType => ActivityTypes.ViewSave;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var id = ids.Next<SavedView>();
        var name = input.Name.Trim();
        return submission.CarryOutAsync(ActivityType, SavedView.Reading, input, caller, async database =>
        {
            if (SavedView.MayHold(caller, input.IsShared).First is { } forbidden) return forbidden;
            var beside = await database.BesideAsync(input.List, SavedView.HolderOf(caller, input.IsShared), caller, stop);
            List<Problem> found =
            [
                .. SavedView.CheckName(name).Problems, .. SavedView.CheckQuery(input.Query).Problems, .. SavedView.CheckRoom(beside.Count, input.IsShared).Problems,
                .. UniqueName.Check(name, beside.Select(view => view.Name), ViewTarget.Noun).Problems,
            ];
            if (found.Count > 0) return found;

            var view = new SavedView(id, input.List, input.IsShared, name, input.Query, caller, clock.GetUtcNow());
            database.SavedViews.Add(view);
            if (input.IsDefault) view.OpenFirst(beside);
            return ViewTarget.Of(view);
        }, stop);
    }
}
