using System.Globalization;

namespace OpenIaaS.Domain.Common;

/// <summary>
/// Something worth knowing that refuses nothing: one full sentence. A translation is found by <see cref="Code"/> and filled with
/// <see cref="Values"/>, as with a <see cref="Problem"/>.
/// </summary>
public sealed class Notice
{
    Notice(string code, FormattableString sentence) => (Code, Message, Values) = (code, sentence.ToString(CultureInfo.InvariantCulture), sentence.GetArguments());

    /// <summary>The stable name of the advice: <c>memory.no-snapshot</c>.</summary>
    public string Code { get; }

    /// <summary>The sentence in English.</summary>
    public string Message { get; }

    /// <summary>The values that stand in the sentence, in the order in which they are named.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>Says something.</summary>
    public static Notice Of(string code, FormattableString sentence) => new(code, sentence);

    /// <inheritdoc/>
    public override string ToString() => Message;
}
