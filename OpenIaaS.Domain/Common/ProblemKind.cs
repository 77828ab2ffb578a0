namespace OpenIaaS.Domain.Common;

/// <summary>The kinds of refusal; each has one HTTP status on the wire.</summary>
public enum ProblemKind
{
    /// <summary>The input is outside what a rule allows (400).</summary>
    Invalid,

    /// <summary>There is no such object for this caller (404).</summary>
    NotFound,

    /// <summary>The caller lacks the permission (403).</summary>
    Forbidden,

    /// <summary>The state does not allow it now (409).</summary>
    Conflict,

    /// <summary>Something needed does not answer now (503).</summary>
    Unavailable,
}
