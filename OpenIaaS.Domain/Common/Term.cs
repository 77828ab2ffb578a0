namespace OpenIaaS.Domain.Common;

/// <summary>
/// A fixed word of the product inside a sentence, such as "powered off": a translation replaces it. Names that people gave are plain
/// strings and stay as they are, even when they happen to be the same word.
/// </summary>
/// <param name="Text">The word in English.</param>
public readonly record struct Term(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
