using System.Globalization;
using System.Text.Json;
using MudBlazor;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>What the library needs for the lines.</summary>
public sealed partial class UseChart
{
    const int LabelsShown = 6;
    const double Tebibyte = 1L << 40;

    List<ChartSeries<double>> Series
    {
        get
        {
            var factor = IsShare ? 100 : 1 / Scale.Size;
            List<ChartSeries<double>> series = [.. Lines.Select(line => new ChartSeries<double> { Name = line.Name, Data = line.Values.Select(value => value * factor).ToArray() })];
            if (IsShare)
            {
                series.Add(Level(L["Warning"], Warning * 100));
                series.Add(Level(L["Critical"], Critical * 100));
            }

            if (Limit is { } limit) series.Add(Level(limit.Name, limit.Value / Scale.Size));
            return series;
        }
    }

    string[] Labels
    {
        get
        {
            var every = (int)Math.Ceiling(Window.Count / (double)LabelsShown);
            return [.. Enumerable.Range(0, Window.Count).Select(step => step % every == 0 ? Moment(Window.At(step)) : "")];
        }
    }

    LineChartOptions Options => new()
    {
        ChartPalette = [.. Colors.Take(Lines.Count), .. IsShare ? ["var(--warn-mark)", "var(--bad-mark)"] : Array.Empty<string>(), "var(--bad-mark)"],
        ShowLegend = false, LineStrokeWidth = 2, YAxisLines = true, YAxisRequireZeroPoint = true, ShowDataMarkers = false, MaxNumYAxisTicks = 12,
        YAxisTicks = Step, YAxisSuggestedMax = Step * (int)Math.Max(1, Math.Ceiling(Top / Step)),
        YAxisToStringFunc = value => IsShare ? Units.Percent(value / 100) : Units.Number(value),
    };

    /// <summary>The greatest figure drawn, in the unit of the scale.</summary>
    double Top => IsShare ? 100 : Math.Max(Lines.Max(line => line.Values.Max()), Limit?.Value ?? 0) / Scale.Size;

    /// <summary>Between two lines of the scale: 1, 2 or 5 and noughts, so that there are four to eight.</summary>
    int Step
    {
        get
        {
            if (IsShare) return 20;
            var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, Top / 4))));
            return (int)(power * (Top / power) switch { < 8 => 1, < 16 => 2, _ => 5 });
        }
    }

    /// <summary>The unit that keeps the figures of the scale short.</summary>
    (double Size, string Name) Scale
    {
        get
        {
            var most = Lines.Max(line => line.Values.Max());
            if (Metric == Metric.Space) return Math.Max(most, Limit?.Value ?? 0) >= 2 * Tebibyte ? (Tebibyte, "TiB") : (Tebibyte / 1024, "GiB");
            return Metric is not (Metric.Network or Metric.Throughput) ? (1, "") : most >= 2e9 ? (1e9, "GB/s") : most >= 2e6 ? (1e6, "MB/s") : most >= 2e3 ? (1e3, "kB/s") : (1, "B/s");
        }
    }

    /// <summary>What the pointer reads, as text: the moments, and the figures of each line.</summary>
    string Read => JsonSerializer.Serialize(new
    {
        Moments = Enumerable.Range(0, Window.Count).Select(step => Full(Window.At(step))),
        Lines = Lines.Select((line, index) => new { line.Name, Color = Colors[index], Values = line.Values.Select(value => MetricLine.Text(Metric, value)) }),
    }, JsonSerializerOptions.Web);

    string Full(DateTimeOffset moment)
    {
        var local = BrowserTime.Local(moment);
        return local.ToString(Window.Step >= TimeSpan.FromHours(2) ? "ddd d MMM HH:mm" : "HH:mm", CultureInfo.CurrentCulture);
    }

    ChartSeries<double> Level(string name, double value) => new() { Name = name, Data = Enumerable.Repeat(value, Window.Count).ToArray() };

    string Moment(DateTimeOffset moment)
    {
        var local = BrowserTime.Local(moment);
        return Window.Step >= TimeSpan.FromHours(2) ? local.ToString("d MMM", CultureInfo.CurrentCulture) : local.ToString("HH:mm", CultureInfo.CurrentCulture);
    }
}
