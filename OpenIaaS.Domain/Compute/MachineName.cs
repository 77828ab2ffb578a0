using System.Text.RegularExpressions;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>The rule for names given here: letters, digits, dash, underscore, dot and space (Console specification 3.1).</summary>
public static partial class MachineName
{
    /// <summary>The longest name, in characters; XAPI's practical limit for a name label.</summary>
    public const int Longest = 255;

    /// <summary>Whether a new machine may be called <paramref name="name"/>.</summary>
    /// <param name="name">The name as it was typed.</param>
    /// <param name="field">The input it was typed into.</param>
    /// <returns><c>name.required</c>, <c>name.too-long</c> or <c>name.characters</c>.</returns>
    public static Result Check(string? name, string field = "Name")
    {
        if (string.IsNullOrWhiteSpace(name)) return Problem.Invalid("name.required", $"A name is required.", field);
        if (name.Length > Longest) return Problem.Invalid("name.too-long", $"A name has at most {Longest} characters; this one has {name.Length}.", field);
        return Allowed().IsMatch(name)
            ? Result.Success
            : Problem.Invalid("name.characters", $"A name has only letters, digits, dash, underscore, dot and space; “{FirstRefused(name)}” is none of these.", field);
    }

    /// <summary>What a copy is called unless somebody calls it otherwise: <c>name_COPY</c> (Console specification 2.4), in the characters new names have.</summary>
    public static string OfCopy(string name)
    {
        const string Suffix = "_COPY";
        var kept = string.Concat(name.EnumerateRunes().Select(rune => Allowed().IsMatch(rune.ToString()) ? rune.ToString() : "-"));
        return kept[..Math.Min(kept.Length, Longest - Suffix.Length)] + Suffix;
    }

    static string FirstRefused(string name) => name.EnumerateRunes().First(rune => !Allowed().IsMatch(rune.ToString())).ToString();

    [GeneratedRegex(@"\A[A-Za-z0-9._\- ]+\z")]
    private static partial Regex Allowed();
}
