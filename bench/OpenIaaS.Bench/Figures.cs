using System.Globalization;

namespace OpenIaaS.Bench;

/// <summary>Prints each figure with its bar and remembers whether all were met.</summary>
sealed class Figures
{
    public bool AllMet { get; private set; } = true;

    public void Add(string name, double value, string unit, double? bar = null, string? note = null)
    {
        var met = bar is null || value <= bar;
        AllMet &= met;
        var verdict = bar is null ? "" : string.Create(CultureInfo.InvariantCulture, $"  bar {bar:0.##} {unit}: {(met ? "met" : "MISSED")}");
        Say(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {value,9:0.##} {unit}{verdict}{(note is null ? "" : $"  ({note})")}"));
    }

    /// <summary>A figure that is the better the higher it is.</summary>
    public void AddAtLeast(string name, double value, string unit, double bar, string? note = null)
    {
        AllMet &= value >= bar;
        Say(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {value,9:0} {unit}  at least {bar:0} {unit}: {(value >= bar ? "met" : "MISSED")}{(note is null ? "" : $"  ({note})")}"));
    }

    public static void Say(string line) => Console.WriteLine(line);

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    /// <param name="part">0.95 for the value that 95 of 100 stay at or below.</param>
    public static double Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
