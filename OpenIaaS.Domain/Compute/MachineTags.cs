using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>The rule for tags (our own bounds; the platform's documents name none).</summary>
public static class MachineTags
{
    /// <summary>The most tags of one machine.</summary>
    public const int Most = 50;

    /// <summary>The longest key, in characters.</summary>
    public const int Longest = 64;

    /// <summary>The longest value, in characters.</summary>
    public const int LongestValue = 256;

    /// <summary>Whether a machine may have these tags, given as the texts somebody typed.</summary>
    /// <param name="tags">The tags asked for; blanks around keys and values mean nothing.</param>
    /// <param name="field">The input they were typed into.</param>
    /// <returns>As <see cref="Check(IReadOnlyCollection{MachineTag}, string, string)"/>.</returns>
    public static Result Check(IReadOnlyCollection<string> tags, string field = "Tags") => Check([.. tags.Select(MachineTag.Typed).Distinct()], field, field);

    /// <summary>Whether a machine may have these tags: keys and values in one line, each key once, and not too many.</summary>
    /// <param name="tags">All tags it would have.</param>
    /// <param name="keyField">The input their keys were typed into.</param>
    /// <param name="valueField">The input their values were typed into.</param>
    /// <returns>
    /// <c>tag.empty</c>, <c>tag.too-long</c>, <c>tag.value-too-long</c>, <c>tag.control</c>, <c>tag.blank</c>, <c>tag.sign</c>, <c>tag.twice</c> or <c>tag.too-many</c>:
    /// every reason at once.
    /// </returns>
    public static Result Check(IReadOnlyCollection<MachineTag> tags, string keyField, string valueField)
    {
        List<Problem> found = [];
        if (tags.Count > Most) found.Add(Problem.Invalid("tag.too-many", $"A machine has at most {Most} tags; {tags.Count} were given.", keyField));
        foreach (var tag in tags)
        {
            if (CheckKey(tag.Key, keyField).First is { } key) found.Add(key);
            if (CheckValue(tag.Value, valueField).First is { } value) found.Add(value);
        }

        if (tags.GroupBy(tag => tag.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            found.Add(Problem.Invalid("tag.twice", $"A machine has a tag once; {twice.Key} was given {twice.Count()} times with different values.", keyField));
        return found;
    }

    static Result CheckKey(string key, string field)
    {
        if (string.IsNullOrWhiteSpace(key)) return Problem.Invalid("tag.empty", $"A tag has at least one character.", field);
        if (key.Length > Longest) return Problem.Invalid("tag.too-long", $"A tag has at most {Longest} characters; one has {key.Length}.", field);
        if (key.Contains(MachineTag.Sign, StringComparison.Ordinal)) return Problem.Invalid("tag.sign", $"The key of a tag has no equals sign, which stands between key and value: {key} has one.", field);
        return CheckText(key, field);
    }

    static Result CheckValue(string value, string field) => value.Length > LongestValue
        ? Problem.Invalid("tag.value-too-long", $"The value of a tag has at most {LongestValue} characters; one has {value.Length}.", field)
        : CheckText(value, field);

    static Result CheckText(string text, string field)
    {
        if (text.Any(char.IsControl)) return Problem.Invalid("tag.control", $"A tag is one line of text, without tabs or line breaks.", field);
        return text.Length != text.Trim().Length ? Problem.Invalid("tag.blank", $"Key and value of a tag neither begin nor end with a blank; “{text}” does.", field) : Result.Success;
    }
}
