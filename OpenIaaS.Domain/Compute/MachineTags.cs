using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>The rule for tags (our own bounds; the platform's documents name none).</summary>
public static class MachineTags
{
    /// <summary>The most tags of one machine.</summary>
    public const int Most = 50;

    /// <summary>The longest tag, in characters.</summary>
    public const int Longest = 64;

    /// <summary>Whether a machine may have these tags: each some text in one line, and not too many.</summary>
    /// <param name="tags">The tags asked for, without blanks around them.</param>
    /// <param name="field">The input they were typed into.</param>
    /// <returns><c>tag.empty</c>, <c>tag.too-long</c>, <c>tag.control</c> or <c>tag.too-many</c>: every reason at once.</returns>
    public static Result Check(IReadOnlyCollection<string> tags, string field = "Tags")
    {
        List<Problem> found = [];
        if (tags.Count > Most) found.Add(Problem.Invalid("tag.too-many", $"A machine has at most {Most} tags; {tags.Count} were given.", field));
        foreach (var tag in tags)
        {
            if (string.IsNullOrWhiteSpace(tag)) found.Add(Problem.Invalid("tag.empty", $"A tag has at least one character.", field));
            else if (tag.Length > Longest) found.Add(Problem.Invalid("tag.too-long", $"A tag has at most {Longest} characters; one has {tag.Length}.", field));
            else if (tag.Any(char.IsControl)) found.Add(Problem.Invalid("tag.control", $"A tag is one line of text, without tabs or line breaks.", field));
        }

        return found;
    }
}
