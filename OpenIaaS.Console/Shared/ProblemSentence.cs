using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Shared;

/// <summary>Turns what the domain says into the reader's language. Without a translation the domain's own English stands.</summary>
public static class ProblemSentence
{
    /// <summary>The sentence of a refusal.</summary>
    public static string Sentence(this IStringLocalizer<ProblemText> texts, Problem problem) => Say(texts, problem.Code, problem.Values, problem.Message);

    /// <summary>The sentence of an advice.</summary>
    public static string Sentence(this IStringLocalizer<ProblemText> texts, Notice notice) => Say(texts, notice.Code, notice.Values, notice.Message);

    static string Say(IStringLocalizer<ProblemText> texts, string code, IReadOnlyList<object?> values, string english)
    {
        var pattern = texts[code];
        return pattern.ResourceNotFound ? english : string.Format(CultureInfo.CurrentCulture, pattern.Value, [.. values.Select(value => Shown(texts, value))]);
    }

    static object? Shown(IStringLocalizer<ProblemText> texts, object? value) => value switch
    {
        ByteSize size => Units.ExactSize(size.Bytes),
        Term term when texts["term " + term.Text] is { ResourceNotFound: false } known => known.Value,
        _ => value,
    };
}
