using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Shared;

/// <summary>The units a size is typed in.</summary>
public enum SizeUnit
{
    MiB,
    GiB,
    TiB,
}

static class SizeUnits
{
    /// <summary>More than any rule lets pass, so that a slip of the keyboard is told as what it is and does not overflow.</summary>
    const decimal Most = 1_000_000_000;

    /// <summary>The units as a choice.</summary>
    public static readonly IReadOnlyList<SelectOption<SizeUnit>> Options = [new(SizeUnit.MiB, "MiB"), new(SizeUnit.GiB, "GiB"), new(SizeUnit.TiB, "TiB")];

    /// <summary>What was typed as an amount of bytes; nothing typed is nothing.</summary>
    public static ByteSize Of(decimal? amount, SizeUnit unit) =>
        new((long)Math.Min(Math.Clamp(amount ?? 0, 0, Most) * Unit(unit).Bytes, long.MaxValue));

    /// <summary>A size in the largest unit that shows it whole.</summary>
    public static (decimal Amount, SizeUnit Unit) Split(ByteSize size)
    {
        var unit = new[] { SizeUnit.TiB, SizeUnit.GiB }.FirstOrDefault(larger => size.Bytes % Unit(larger).Bytes == 0, SizeUnit.MiB);
        return (size.Bytes / (decimal)Unit(unit).Bytes, unit);
    }

    static ByteSize Unit(SizeUnit unit) => unit switch
    {
        SizeUnit.MiB => ByteSize.FromMiB(1),
        SizeUnit.GiB => ByteSize.FromGiB(1),
        SizeUnit.TiB => ByteSize.FromTiB(1),
    };
}
