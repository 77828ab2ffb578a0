using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

/// <summary>What the use cases of access tokens have in common: each person sees their own alone.</summary>
static class AccessTokenTarget
{
    public const string Noun = "access token";

    public static ActivityTarget Of(AccessToken token) => new(Noun, token.Id.Value, token.Name);

    public static IQueryable<AccessToken> TokensOf(this ConsoleDbContext database, Caller caller) =>
        database.VisibleTo<AccessToken>(caller).Where(token => token.UserId == caller.UserId);
}
