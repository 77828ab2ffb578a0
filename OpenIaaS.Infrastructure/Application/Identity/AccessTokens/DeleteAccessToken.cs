using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

/// <summary>Deletes one of the caller's access tokens. Whoever holds it is refused from now on, elsewhere within half a minute.</summary>
public sealed class DeleteAccessToken(Submission submission, CallerFactory callers) : ICommand
{
    public sealed record Input(Id<AccessToken> AccessToken);

    public string ActivityType => ActivityTypes.AccessTokenDelete;

    public async Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var accepted = await submission.CarryOutAsync(ActivityType, Permission.IamOfflineAccess, input, caller, async database =>
        {
            var token = await database.TokensOf(caller).SingleOrDefaultAsync(row => row.Id == input.AccessToken, stop);
            if (token is null) return Problem.NotFound(AccessTokenTarget.Noun, input.AccessToken);
            database.AccessTokens.Remove(token);
            return AccessTokenTarget.Of(token);
        }, stop);
        if (accepted.Ok) callers.Forget(input.AccessToken);
        return accepted;
    }
}
