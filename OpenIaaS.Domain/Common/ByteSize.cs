using System.Globalization;

namespace OpenIaaS.Domain.Common;

/// <summary>An amount of memory or storage in bytes, from 0 to 8 EiB. Written in binary units: 1 GiB = 2^30 bytes.</summary>
/// <param name="Bytes">The amount in bytes.</param>
public readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    const long Kibi = 1024;
    static readonly string[] Names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>Nothing.</summary>
    public static ByteSize Zero => default;

    /// <summary>The amount in GiB, with fractions.</summary>
    public double GiB => Bytes / (double)(Kibi * Kibi * Kibi);

    /// <summary>An amount of MiB (2^20 bytes).</summary>
    public static ByteSize FromMiB(long count) => new(checked(count * Kibi * Kibi));

    /// <summary>An amount of GiB (2^30 bytes).</summary>
    public static ByteSize FromGiB(long count) => new(checked(count * Kibi * Kibi * Kibi));

    /// <summary>An amount of TiB (2^40 bytes).</summary>
    public static ByteSize FromTiB(long count) => new(checked(count * Kibi * Kibi * Kibi * Kibi));

    /// <summary>Both together.</summary>
    public static ByteSize operator +(ByteSize left, ByteSize right) => new(checked(left.Bytes + right.Bytes));

    /// <summary>What is left; negative when there is too little.</summary>
    public static ByteSize operator -(ByteSize left, ByteSize right) => new(checked(left.Bytes - right.Bytes));

    /// <summary>So many times as much.</summary>
    public static ByteSize operator *(ByteSize size, long times) => new(checked(size.Bytes * times));

    /// <summary>Whether left is the smaller one.</summary>
    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    /// <summary>Whether left is the larger one.</summary>
    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    /// <summary>Whether left is not the larger one.</summary>
    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    /// <summary>Whether left is not the smaller one.</summary>
    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;

    /// <inheritdoc/>
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>
    /// The amount in the largest unit in which it is at least 1, with at most two decimals: <c>1.5 TiB</c>. Where they would not tell it
    /// exactly and the next smaller unit does, in that one: <c>8193 GiB</c>, so that a refusal never names the limit as the value.
    /// </summary>
    public override string ToString()
    {
        double amount = Bytes;
        var unit = 0;
        while (Math.Abs(amount) >= Kibi && unit < Names.Length - 1)
        {
            amount /= Kibi;
            unit++;
        }

        if (unit > 0 && amount * 100 % 1 != 0 && amount * Kibi % 1 == 0) (amount, unit) = (amount * Kibi, unit - 1);
        return amount.ToString("0.##", CultureInfo.InvariantCulture) + " " + Names[unit];
    }
}
