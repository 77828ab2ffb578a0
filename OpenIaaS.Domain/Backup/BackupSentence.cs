using System.Globalization;
using System.Text.RegularExpressions;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Backup;

/// <summary>A schedule in words: "Daily at 19:00". The shapes support delivers are known; any other is shown as it is written.</summary>
public static partial class BackupSentence
{
    static readonly string[] Weekdays = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"];

    /// <summary>The words for a schedule of cron's five fields, or of none.</summary>
    /// <returns><c>schedule.never</c>, <c>schedule.daily</c>, <c>schedule.weekly</c>, <c>schedule.monthly</c>, or <c>schedule.cron</c> with the text itself.</returns>
    public static Notice Of(string schedule)
    {
        if (string.IsNullOrWhiteSpace(schedule)) return Notice.Of("schedule.never", $"Never");
        var shape = Shape().Match(schedule.Trim());
        if (!shape.Success || Number(shape, "minute") > 59 || Number(shape, "hour") > 23) return AsWritten(schedule);
        var time = string.Create(CultureInfo.InvariantCulture, $"{Number(shape, "hour"):00}:{Number(shape, "minute"):00}");
        return (shape.Groups["day"].Value, shape.Groups["weekday"].Value) switch
        {
            ("*", "*") => Notice.Of("schedule.daily", $"Daily at {time}"),
            ("*", _) when Number(shape, "weekday") <= 7 => Notice.Of("schedule.weekly", $"{new Term(Weekdays[Number(shape, "weekday") % 7])} at {time}"),
            (_, "*") when Number(shape, "day") is >= 1 and <= 31 => Notice.Of("schedule.monthly", $"On day {Number(shape, "day")} of each month at {time}"),
            _ => AsWritten(schedule),
        };
    }

    static Notice AsWritten(string schedule) => Notice.Of("schedule.cron", $"{schedule.Trim()}");

    static int Number(Match shape, string group) => int.Parse(shape.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<minute>[0-9]{1,2}) (?<hour>[0-9]{1,2}) (?<day>\*|[0-9]{1,2}) \* (?<weekday>\*|[0-9])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
