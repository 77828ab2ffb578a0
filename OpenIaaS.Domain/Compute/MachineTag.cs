namespace OpenIaaS.Domain.Compute;

/// <summary>
/// A tag: a key, and a value where it has one. Pages show and machines keep it as one text, <c>env=prod</c> or <c>critical</c>; the API speaks of key and value
/// (api-contract, section 5.6). A key has no equals sign, so that one text is one tag and nothing is lost on the way.
/// </summary>
/// <param name="Key">What a machine has once.</param>
/// <param name="Value">Empty for a tag that is only a key.</param>
public readonly record struct MachineTag(string Key, string Value)
{
    /// <summary>Between key and value.</summary>
    public const char Sign = '=';

    /// <summary>Reads the text of a tag as it is kept: all before the first equals sign is the key.</summary>
    public static MachineTag Read(string text) => text.IndexOf(Sign, StringComparison.Ordinal) is >= 0 and var at ? new(text[..at], text[(at + 1)..]) : new(text, "");

    /// <summary>Reads what somebody typed, where blanks around key and value mean nothing.</summary>
    public static MachineTag Typed(string text)
    {
        var (key, value) = Read(text);
        return new(key.Trim(), value.Trim());
    }

    /// <summary>The one text it is kept and shown as.</summary>
    public string Text => Value.Length == 0 ? Key : $"{Key}{Sign}{Value}";

    /// <inheritdoc/>
    public override string ToString() => Text;
}
