using System.Globalization;

namespace OpenIaaS.Domain.Common;

/// <summary>
/// Why something asked for was refused: one full sentence with the limit and the value.
/// Page and API show the same sentence; a translation is found by <see cref="Code"/> and filled with <see cref="Values"/>.
/// </summary>
public sealed class Problem
{
    Problem(ProblemKind kind, string code, FormattableString sentence, string? field)
    {
        Kind = kind;
        Code = code;
        Field = field;
        Values = sentence.GetArguments();
        Message = sentence.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What kind of refusal this is.</summary>
    public ProblemKind Kind { get; }

    /// <summary>The stable name of the rule, in words joined by dots and dashes: <c>disk.too-large</c>.</summary>
    public string Code { get; }

    /// <summary>The sentence in English.</summary>
    public string Message { get; }

    /// <summary>The values that stand in the sentence, in the order in which they are named.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>The name of the input the problem belongs to, or null when it belongs to the whole request.</summary>
    public string? Field { get; }

    /// <summary>The input is outside what the rule allows.</summary>
    public static Problem Invalid(string code, FormattableString sentence, string? field = null) => new(ProblemKind.Invalid, code, sentence, field);

    /// <summary>The state of the object, or of another one, does not allow it now.</summary>
    public static Problem Conflict(string code, FormattableString sentence, string? field = null) => new(ProblemKind.Conflict, code, sentence, field);

    /// <summary>The caller may see the object but not do this.</summary>
    public static Problem Forbidden(string permission) =>
        new(ProblemKind.Forbidden, "permission.missing", $"This needs the permission {permission}, which you do not have in this tenant.", null);

    /// <summary>Something the request depends on cannot answer now.</summary>
    public static Problem Unavailable(string code, FormattableString sentence) => new(ProblemKind.Unavailable, code, sentence, null);

    /// <summary>There is no such object, or the caller may not know that there is.</summary>
    public static Problem NotFound(string noun, object id) => new(ProblemKind.NotFound, "not-found", $"There is no {new Term(noun)} {id} here.", null);

    /// <summary>Somebody else changed the object since it was read.</summary>
    public static Problem Changed(string noun, string name) =>
        new(ProblemKind.Conflict, "changed-meanwhile", $"The {new Term(noun)} {name} was changed meanwhile; the newer values are shown.", null);

    /// <summary>The same refusal, tied to the input <paramref name="field"/>.</summary>
    public Problem On(string field) => new(this, field);

    Problem(Problem other, string field)
    {
        Kind = other.Kind;
        Code = other.Code;
        Message = other.Message;
        Values = other.Values;
        Field = field;
    }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
