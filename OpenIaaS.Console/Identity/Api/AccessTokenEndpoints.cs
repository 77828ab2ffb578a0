using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Identity.AccessTokens;

namespace OpenIaaS.Console.Identity.Api;

/// <summary>The caller's own personal access tokens. What is made and deleted here is done when it is answered.</summary>
static class AccessTokenEndpoints
{
    static readonly Dictionary<string, string> Fields = new() { ["Permissions"] = "roles", ["ExpiresAt"] = "expirationDate" };

    public static void MapAccessTokens(this IEndpointRouteBuilder app)
    {
        var tokens = new ApiGroup(app, "/iam/v2/personal_access_tokens", "Personal access tokens");
        tokens.List<AccessTokenWire>("", Permission.IamOfflineAccess, "The caller's access tokens in the tenant.", ListAsync);
        tokens.Do("POST", "", Permission.IamOfflineAccess, "Makes an access token; its secret is in this answer alone.", CreateAsync).Produces<AccessTokenWire>(StatusCodes.Status201Created);
        tokens.Read<AccessTokenWire>("/{id}", Permission.IamOfflineAccess, "One access token.", ReadAsync);
        tokens.Do("DELETE", "/{id}", Permission.IamOfflineAccess, "Deletes an access token; whoever holds it is refused from then on.", DeleteAsync).Produces(StatusCodes.Status200OK);
    }

    static async Task<IResult> ListAsync(ApiCaller who, AccessTokenQueries tokens, CancellationToken stop) =>
        Answer.List(await tokens.ListAsync(who.Caller, stop), AccessTokenWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, AccessTokenQueries tokens, CancellationToken stop) =>
        Id<AccessToken>.TryParse(id, null, out var known)
            ? Answer.One(await tokens.FindAsync(known, who.Caller, stop), AccessTokenWire.Of)
            : Answer.NotFound("access token", id);

    static async Task<IResult> CreateAsync(AccessTokenRequest request, ApiCaller who, CreateAccessToken create, AccessTokenQueries tokens, CancellationToken stop)
    {
        var made = await create.IssueAsync(request.Input, who.Caller, stop);
        if (!made.Ok) return ProblemResponse.From(made.Problems, Fields);
        var row = await tokens.FindAsync(made.Value.Id, who.Caller, stop);
        return row.Ok ? TypedResults.Json(AccessTokenWire.Of(row.Value, made.Value.Secret), statusCode: StatusCodes.Status201Created) : ProblemResponse.From(row.Problems);
    }

    static async Task<IResult> DeleteAsync(string id, ApiCaller who, DeleteAccessToken delete, CancellationToken stop) =>
        Id<AccessToken>.TryParse(id, null, out var known)
            ? Answer.Done(await delete.SubmitAsync(new DeleteAccessToken.Input(known), who.Caller, stop), StatusCodes.Status200OK)
            : Answer.NotFound("access token", id);
}
