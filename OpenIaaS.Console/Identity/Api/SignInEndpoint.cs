using Microsoft.Extensions.Options;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity.Api;

/// <summary>The API's door: a personal access token against a short-lived token.</summary>
static class SignInEndpoint
{
    [Example("""{"id":"0198c0de-0000-7000-8000-000000000007","secret":"0123456789abcdef0123"}""")]
    public sealed record Credentials(string? Id, string? Secret);

    public static void MapApiSignIn(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/iam/v2/auth/personal_access_token", ExchangeAsync).AllowAnonymous().WithTags("Sign-in")
            .WithSummary("Exchange an access token for a bearer token, which is the whole answer.").Produces<string>(StatusCodes.Status200OK, "text/jwt")
            .Produces<ProblemBody>(StatusCodes.Status401Unauthorized, ProblemResponse.ContentType).Produces<ProblemBody>(StatusCodes.Status429TooManyRequests, ProblemResponse.ContentType);

    /// <summary>The body is the bare token, without quotes or a line's end: clients put it into a header as it is.</summary>
    static async Task<IResult> ExchangeAsync(
        Credentials credentials, ApiTokens tokens, IOptions<Settings> settings, TimeProvider clock, HttpContext context, ILogger<ApiTokens> log, CancellationToken stop)
    {
        if (!Id<AccessToken>.TryParse(credentials.Id, null, out var id) || string.IsNullOrEmpty(credentials.Secret))
            return ProblemResponse.NotLetIn(SignInRule.WrongToken);
        var grant = await tokens.ExchangeAsync(id, credentials.Secret, stop);
        if (!grant.Ok)
        {
            log.LogWarning("Refused the access token {Token} from {Address}: {Reason}", id, context.Connection.RemoteIpAddress, grant.Problems[0].Code);
            return ProblemResponse.NotLetIn(grant.Problems[0]);
        }

        return TypedResults.Text(JsonWebToken.Write(grant.Value, tokens.SigningKey, clock.GetUtcNow(), TimeSpan.FromMinutes(settings.Value.Api.TokenMinutes)), "text/jwt");
    }
}
