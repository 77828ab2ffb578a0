using System.Diagnostics.CodeAnalysis;

namespace OpenIaaS.Domain.Common;

/// <summary>
/// The identity of one <typeparamref name="T"/>: a UUID that cannot be mistaken for the identity of something else.
/// Binds from routes and query strings; written as 32 hexadecimal digits with dashes.
/// </summary>
/// <typeparam name="T">What is identified.</typeparam>
/// <param name="Value">The UUID; <see cref="Guid.Empty"/> identifies nothing.</param>
public readonly record struct Id<T>(Guid Value) : IParsable<Id<T>>
{
    /// <summary>Whether this identifies nothing.</summary>
    public bool IsEmpty => Value == Guid.Empty;

    /// <summary>Reads a UUID in any of the usual spellings.</summary>
    /// <exception cref="FormatException">The text is not a UUID.</exception>
    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    /// <summary>Reads a UUID in any of the usual spellings, or says that it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var read = Guid.TryParse(s, out var value);
        result = new Id<T>(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
