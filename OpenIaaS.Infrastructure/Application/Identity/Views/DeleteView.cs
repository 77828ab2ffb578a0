using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity.Views;

/// <summary>Deletes a saved view. A link that holds what it showed goes on showing it, without the name.</summary>
public sealed class DeleteView(Submission submission) : ICommand
{
    public sealed record Input(Id<SavedView> View);

    public string ActivityType => ActivityTypes.ViewDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, SavedView.Reading, input, caller, async database =>
        {
            var view = await database.FindVisibleAsync(input.View, caller, stop);
            if (view is null) return Problem.NotFound(ViewTarget.Noun, input.View);
            if (view.MayChange(caller).First is { } refused) return refused;
            database.SavedViews.Remove(view);
            return ViewTarget.Of(view);
        }, stop);
}
