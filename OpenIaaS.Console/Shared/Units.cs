using System.Globalization;
using System.Text;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// Figures as the reader sees them, in the current culture: binary sizes, decimal rates, ages, counts. A thin space groups
/// thousands, a no-break space stands before a unit.
/// </summary>
public static class Units
{
    const string Gap = "\u00A0";
    const char Thin = '\u202F';
    static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    static readonly string[] Rates = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"];
    static readonly string[] ByteRates = ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"];

    /// <summary>A size in bytes: <c>20 GiB</c>, <c>1.55 TiB</c>, at most three significant digits after the unit is chosen.</summary>
    public static string Size(long bytes)
    {
        var (value, unit) = Scale(bytes, 1024, Binary);
        return Number(value) + Gap + unit;
    }

    /// <summary>
    /// A size inside a sentence that holds a limit against a value: with two decimals, and where those would not tell it exactly and the next
    /// smaller unit does, in that one: <c>2 040 GiB</c> and not <c>1.99 TiB</c>. The domain's English does the same.
    /// </summary>
    public static string ExactSize(long bytes)
    {
        var (value, unit) = Scale(bytes, 1024, Binary);
        var smaller = Array.IndexOf(Binary, unit) - 1;
        if (smaller >= 0 && value * 100 % 1 != 0 && value * 1024 % 1 == 0) (value, unit) = (value * 1024, Binary[smaller]);
        var whole = Math.Truncate(value);
        var rest = Math.Abs(value - whole).ToString("0.##", CultureInfo.InvariantCulture);
        return Grouped((long)whole) + (rest.Length > 2 ? CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator + rest[2..] : "") + Gap + unit;
    }

    /// <summary>The figure and the unit apart, for a lighter unit beside the figure.</summary>
    public static (string Figure, string Unit) SizeParts(long bytes)
    {
        var (value, unit) = Scale(bytes, 1024, Binary);
        return (Number(value), unit);
    }

    /// <summary>A rate in bits a second: <c>1.4 Gbit/s</c>.</summary>
    public static string Rate(long bitsPerSecond)
    {
        var (value, unit) = Scale(bitsPerSecond, 1000, Rates);
        return Number(value) + Gap + unit;
    }

    /// <summary>Bytes a second, as disks and networks are measured: <c>12.4 MB/s</c>.</summary>
    public static string Throughput(double bytesPerSecond)
    {
        var (value, unit) = Scale((long)bytesPerSecond, 1000, ByteRates);
        return Number(value) + Gap + unit;
    }

    /// <summary>A whole number in groups of three: <c>3 240</c>.</summary>
    public static string Count(long count) => Grouped(count);

    /// <summary>A share from 0 to 1: <c>71 %</c>; decimals only when asked for.</summary>
    public static string Percent(double share, int decimals = 0) =>
        (Math.Truncate(share * 100 * Math.Pow(10, decimals) + 1e-7) / Math.Pow(10, decimals)).ToString("F" + decimals, CultureInfo.CurrentCulture) + Gap + "%";

    /// <summary>How long ago or how long it takes, in two steps at most: <c>48 s</c>, <c>9 min</c>, <c>12 h 32</c>, <c>3 d 4 h</c>.</summary>
    public static string Age(TimeSpan age)
    {
        if (age < TimeSpan.Zero)
            age = TimeSpan.Zero;
        var day = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? "j" : "d";
        return age switch
        {
            { TotalSeconds: < 60 } => Invariant($"{age.Seconds}{Gap}s"),
            { TotalMinutes: < 60 } => Invariant($"{age.Minutes}{Gap}min"),
            { TotalHours: < 24 } when age.Minutes == 0 => Invariant($"{age.Hours}{Gap}h"),
            { TotalHours: < 24 } => Invariant($"{age.Hours}{Gap}h{Gap}{age.Minutes:00}"),
            _ when age.Hours == 0 => Invariant($"{age.Days}{Gap}{day}"),
            _ => Invariant($"{age.Days}{Gap}{day}{Gap}{age.Hours}{Gap}h"),
        };
    }

    /// <summary>A number with at most three significant digits, and never fewer than its whole part.</summary>
    public static string Number(double value)
    {
        var decimals = Math.Abs(value) switch { < 10 => 2, < 100 => 1, _ => 0 };
        var rounded = Math.Round(value, decimals, MidpointRounding.ToZero);
        var whole = Math.Truncate(rounded);
        var rest = Math.Abs(rounded - whole);
        if (rest < 0.005)
            return Grouped((long)whole);
        var fraction = rest.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture)[2..];
        return (value < 0 && whole == 0 ? "-" : "") + Grouped((long)whole) + CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator + fraction;
    }

    static (double Value, string Unit) Scale(long amount, int step, string[] units)
    {
        double value = amount;
        var unit = 0;
        while (Math.Abs(value) >= step && unit < units.Length - 1)
        {
            value /= step;
            unit++;
        }
        return (value, units[unit]);
    }

    static string Grouped(long number)
    {
        var digits = Math.Abs(number).ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder(number < 0 ? "-" : "");
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > 0 && (digits.Length - i) % 3 == 0)
                text.Append(Thin);
            text.Append(digits[i]);
        }
        return text.ToString();
    }

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
