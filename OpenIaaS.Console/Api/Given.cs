using System.Diagnostics.CodeAnalysis;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Api;

/// <summary>What a request of the API gives, read and not judged: rules are the use case's.</summary>
static class Given
{
    /// <summary>Why a body without a field it needs is refused.</summary>
    public static Problem Missing(string field) => Problem.Invalid("field.missing", $"The field {field} is needed and was not given.", field);

    /// <summary>The refusals for the fields that were not given.</summary>
    public static List<Problem> Missing(params (string Field, object? Value)[] fields) => [.. fields.Where(field => field.Value is null or "").Select(field => Missing(field.Field))];

    /// <summary>An id in a body or a filter: null when it is not given or empty; text that is no id identifies nothing, and so nothing is found by it.</summary>
    public static Id<T>? Id<T>(string? text) => string.IsNullOrEmpty(text) ? null : Domain.Common.Id<T>.TryParse(text, null, out var known) ? known : default(Id<T>);

    /// <summary>A text in a body, or null when it is empty: clients leave out what is empty, and send nothing to mean "as it is".</summary>
    public static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>One of a few words.</summary>
    public static bool TryWord<T>(IReadOnlyDictionary<string, T> words, string? text, [NotNullWhen(false)] out Problem? problem, out T? word, string field)
        where T : struct
    {
        (problem, word) = (null, null);
        if (string.IsNullOrEmpty(text)) return true;
        if (!words.TryGetValue(text, out var known))
        {
            problem = Problem.Invalid("field.word", $"The field {field} is one of {string.Join(", ", words.Keys)}; {text} was given.", field);
            return false;
        }

        word = known;
        return true;
    }
}
