using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>The limits of signing in and the sentences of its refusals (Reliability 2.4, ASVS 6.3, 7.3).</summary>
public static class SignInRule
{
    /// <summary>How long a one-time link holds.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    /// <summary>How long a session lasts without a sign of its person.</summary>
    public static readonly TimeSpan IdleSession = TimeSpan.FromMinutes(30);

    /// <summary>How long a session lasts at the most.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    /// <summary>For how long an account is closed after <see cref="MostAttempts"/> wrong passwords in a row.</summary>
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(5);

    /// <summary>The wrong passwords in a row that close an account for a while.</summary>
    public const int MostAttempts = 5;

    /// <summary>The link is not one of this installation.</summary>
    public static Problem LinkUnknown => Problem.Invalid("sign-in.link-unknown", $"This sign-in link is not known here. Ask for a new one.");

    /// <summary>The link signed somebody in before.</summary>
    public static Problem LinkUsed => Problem.Conflict("sign-in.link-used", $"This sign-in link was used already; a link signs in once. Ask for a new one.");

    /// <summary>The link is too old.</summary>
    public static Problem LinkExpired =>
        Problem.Conflict("sign-in.link-expired", $"This sign-in link has expired; a link holds for {(int)LinkLife.TotalMinutes} minutes. Ask for a new one.");

    /// <summary>The person may not sign in any more.</summary>
    public static Problem Disabled => Problem.Conflict("sign-in.disabled", $"This account is disabled. An administrator of your organization can enable it.");

    /// <summary>The person belongs to no tenant.</summary>
    public static Problem NoTenant => Problem.Conflict("sign-in.no-tenant", $"This account belongs to no tenant yet. An administrator of your organization can add it to one.");

    /// <summary>E-mail or password is wrong, or the account is closed for a while: the answer does not tell which.</summary>
    public static Problem WrongPassword => Problem.Invalid(
        "sign-in.wrong-password",
        $"E-mail and password do not fit together. After {MostAttempts} wrong passwords an account stays closed for {(int)Lockout.TotalMinutes} minutes.");

    /// <summary>The id or the secret of an access token is wrong.</summary>
    public static Problem WrongToken => Problem.Invalid("sign-in.wrong-token", $"The id and the secret of the access token do not fit together.");

    /// <summary>The access token is past its day.</summary>
    public static Problem TokenExpired => Problem.Invalid("sign-in.token-expired", $"The access token has expired. Create a new one in the console.");
}
