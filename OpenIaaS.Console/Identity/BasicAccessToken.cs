using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>
/// An access token as user name and password, for collectors of metrics that know nothing else (Console specification 2.20). Only there: it
/// sends the secret with every request.
/// </summary>
sealed class BasicAccessToken(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "basic";
    public const string Path = "/api/metric";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (Read(header.Parameter) is not [var name, var secret] || !Id<AccessToken>.TryParse(name, null, out var id)) return AuthenticateResult.Fail(SignInRule.WrongToken.Message);
        var grant = await tokens.ExchangeAsync(id, secret, Context.RequestAborted);
        if (!grant.Ok) return AuthenticateResult.Fail(grant.Problems[0].Message);
        var identity = new ClaimsIdentity([new Claim("userId", $"{grant.Value.UserId}"), new Claim(SignInClaims.AccessToken, $"{id}")], Name, "userId", null);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Basic realm=\"access token: id and secret\", charset=\"UTF-8\"";
        return ProblemResponse.NotSignedIn.ExecuteAsync(Context);
    }

    static string[]? Read(string? encoded)
    {
        var bytes = new byte[encoded?.Length ?? 0];
        return Convert.TryFromBase64String(encoded ?? "", bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) : null;
    }
}
