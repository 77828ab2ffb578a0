namespace OpenIaaS.Domain.Common;

/// <summary>
/// Chance that is a function: a draw is named by what it is for, not by when it is asked for. The same seed, key, purpose and ordinal give
/// the same value on every machine and in any order of asking, so that a run can be replayed from its seed (Reliability 1, simulation).
/// </summary>
public static class Draw
{
    /// <summary>64 even bits (SplitMix64 over every argument).</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="key">The stable name of the object the draw is about, not its identity.</param>
    /// <param name="purpose">What is drawn: <c>snapshot-seconds</c>.</param>
    /// <param name="ordinal">Which draw of this kind, from 0.</param>
    public static ulong Bits(long seed, string key, string purpose, long ordinal) =>
        Mix(Mix(Mix(Mix((ulong)seed) ^ HashOf(key)) ^ HashOf(purpose)) ^ (ulong)ordinal);

    /// <summary>A fraction from 0 up to, but not including, 1.</summary>
    public static double Unit(long seed, string key, string purpose, long ordinal) => Fraction(Bits(seed, key, purpose, ordinal));

    /// <summary>A fraction from bits drawn before, for those who draw thousands of one kind: 0 up to, but not including, 1.</summary>
    /// <param name="stream">What <see cref="Bits"/> gave for the object and the purpose.</param>
    /// <param name="ordinal">Which draw, from 0.</param>
    public static double Unit(ulong stream, long ordinal) => Fraction(Mix(stream ^ (ulong)ordinal));

    /// <summary>A whole number, both bounds included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The most is below the least.</exception>
    public static long Range(long seed, string key, string purpose, long ordinal, long least, long most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        // The high half of a 128-bit product spreads the bits over the range without the bias of a remainder.
        var count = (UInt128)((Int128)most - least + 1);
        return (long)(least + (Int128)((count * Bits(seed, key, purpose, ordinal)) >> 64));
    }

    /// <summary>A fraction between two bounds, the upper one not included.</summary>
    public static double Range(long seed, string key, string purpose, long ordinal, double least, double most) =>
        least + ((most - least) * Unit(seed, key, purpose, ordinal));

    /// <summary>The upper 53 bits, as many as a fraction holds.</summary>
    static double Fraction(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    // FNV-1a: string.GetHashCode differs from process to process.
    static ulong HashOf(string text)
    {
        unchecked
        {
            var hash = 0xCBF29CE484222325;
            foreach (var character in text) hash = (hash ^ character) * 0x100000001B3;
            return hash;
        }
    }
}
