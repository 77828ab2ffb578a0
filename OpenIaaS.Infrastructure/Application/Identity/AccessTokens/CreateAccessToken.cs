using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

/// <summary>Makes a personal access token for the caller in the tenant they work in.</summary>
public sealed class CreateAccessToken(Submission submission, IdSource ids, TimeProvider clock) : ICommand
{
    /// <param name="Permissions">The names of some of the caller's permissions.</param>
    /// <param name="ExpiresAt">From when on it is refused, UTC.</param>
    public sealed record Input(string Name, IReadOnlyList<string> Permissions, DateTimeOffset ExpiresAt);

    public string ActivityType => ActivityTypes.AccessTokenCreate;

    /// <summary>Makes one with a secret that nobody learns of after this answer.</summary>
    public async Task<Result<NewAccessToken>> IssueAsync(Input input, Caller caller, CancellationToken stop)
    {
        var (id, secret) = (ids.Next<AccessToken>(), Secret.Create());
        var accepted = await SubmitAsync(input, id, Secret.Hash(secret), caller, stop);
        return accepted.Ok ? new NewAccessToken(id, secret, accepted.Value) : Result<NewAccessToken>.Refused(accepted.Problems);
    }

    /// <summary>Makes one for a secret that its owner holds. Neither the secret nor its hash is part of what the activity keeps.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Id<AccessToken> id, string secretHash, Caller caller, CancellationToken stop)
    {
        var name = input.Name.Trim();
        string[] permissions = [.. input.Permissions.Distinct(StringComparer.Ordinal)];
        return submission.CarryOutAsync(ActivityType, Permission.IamOfflineAccess, input, caller, async database =>
        {
            // Engines sign nothing in; a token belongs to a person.
            if (caller.UserId is not { } owner) return Problem.Forbidden(Permission.IamOfflineAccess);
            var held = await database.VisibleTo<AccessToken>(caller).CountAsync(token => token.UserId == owner, stop);
            List<Problem> found = [.. AccessTokenRule.Check(name, permissions, caller, held).Problems, .. AccessTokenLife.Check(clock.GetUtcNow(), input.ExpiresAt).Problems];
            if (found.Count > 0) return found;
            var made = new AccessToken(id, caller.TenantId, owner, name, secretHash, permissions, input.ExpiresAt.ToUniversalTime());
            database.AccessTokens.Add(made);
            return AccessTokenTarget.Of(made);
        }, stop);
    }
}

/// <summary>What is handed out once.</summary>
public sealed record NewAccessToken(Id<AccessToken> Id, string Secret, Id<Activity> Activity);
