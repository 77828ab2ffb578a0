using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>Writes and checks the short-lived tokens of the API, with the claims its clients read.</summary>
static class JsonWebToken
{
    public const string Issuer = "openiaas-console";
    public const string Audience = "openiaas-api";

    public static string Write(ApiGrant grant, byte[] key, DateTimeOffset now, TimeSpan life) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + life).UtcDateTime,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
            Claims = new Dictionary<string, object>
            {
                ["userId"] = $"{grant.UserId}",
                ["companyId"] = $"{grant.OrganizationId}",
                ["scope"] = new Dictionary<string, object> { ["id"] = $"{grant.TenantId}" },
                [SignInClaims.AccessToken] = $"{grant.Token}",
            },
        });

    public static void Accept(JwtBearerOptions options, ApiTokens tokens, TimeProvider clock)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new RememberedTokens(clock) { MapInboundClaims = false });
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            NameClaimType = "userId",
            IssuerSigningKeyResolver = (_, _, _, _) => [new SymmetricSecurityKey(tokens.SigningKey)],
            LifetimeValidator = (notBefore, expires, _, _) => notBefore <= clock.GetUtcNow().UtcDateTime && clock.GetUtcNow().UtcDateTime < expires,
        };
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = async context =>
            {
                // It lives for half an hour; whose it is may be disabled, and what it was had for taken back, before that.
                var callers = context.HttpContext.RequestServices.GetRequiredService<CallerFactory>();
                if (context.Principal?.AccessTokenId() is not { } token || await callers.FindAsync(token, context.HttpContext.RequestAborted) is null)
                    context.Fail("The access token or its owner is no longer good.");
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
                await ProblemResponse.NotSignedIn.ExecuteAsync(context.HttpContext);
            },
        };
    }
}
