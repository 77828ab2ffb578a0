using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>Lays the ages out on 460 by 118 units.</summary>
public sealed partial class AgeChart
{
    const double Left = 52;
    const double Right = 450;
    const double Bottom = 94;
    const double Top = 6;

    [Parameter, EditorRequired] public AgeCurve Curve { get; set; } = default!;

    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    TimeSpan Age => Now - (Curve.Points.Count > 0 ? Curve.Points[^1].CapturedAt : Curve.ActivatedAt);

    string Label => L["Age of the newest point since {0}: {1} now, against {2} and {3}", BrowserTime.Local(Curve.From).ToString("t", CultureInfo.CurrentCulture), Units.Age(Age), Units.Age(Curve.Every), Units.Age(2 * Curve.Every)];

    string Format => Now - Curve.From > TimeSpan.FromHours(20) ? "ddd HH:mm" : "HH:mm";

    TimeSpan Highest => Teeth.Select(tooth => tooth.Until - tooth.Since).Append(2.4 * Curve.Every).Max();

    IEnumerable<(double X, DateTimeOffset At)> Ticks => Enumerable.Range(0, 5).Select(part => (Left + ((Right - Left) * part / 4), Curve.From + ((Now - Curve.From) * (part / 4d))));

    /// <summary>Between two points the age grows from what the first one shows: since when it counts, and the span in which it is the newest.</summary>
    IEnumerable<(DateTimeOffset Since, DateTimeOffset From, DateTimeOffset Until)> Teeth
    {
        get
        {
            var (since, from) = (Curve.ActivatedAt, Curve.From);
            foreach (var point in Curve.Points)
            {
                if (point.EndedAt > from) yield return (since, from, point.EndedAt);
                (since, from) = (point.CapturedAt, point.EndedAt > Curve.From ? point.EndedAt : Curve.From);
            }

            yield return (since, from, Now);
        }
    }

    string Line
    {
        get
        {
            var path = new StringBuilder();
            foreach (var (since, from, until) in Teeth)
                path.Append(path.Length == 0 ? 'M' : 'L').Append(Place(from, from - since)).Append('L').Append(Place(until, until - since));
            return path.ToString();
        }
    }

    IEnumerable<string> Breaches =>
        from tooth in Teeth
        let breach = tooth.Since + (2 * Curve.Every)
        let begin = breach > tooth.From ? breach : tooth.From
        where begin < tooth.Until
        select $"M{Place(begin, 2 * Curve.Every)}L{Place(begin, begin - tooth.Since)}L{Place(tooth.Until, tooth.Until - tooth.Since)}L{Place(tooth.Until, 2 * Curve.Every)}Z";

    double X(DateTimeOffset at) => Left + ((Right - Left) * ((at - Curve.From) / (Now - Curve.From)));

    double Y(TimeSpan age) => Bottom - ((Bottom - Top) * (age / Highest));

    string Level(int intervals) => string.Create(CultureInfo.InvariantCulture, $"M{Left} {Y(intervals * Curve.Every):0.#}H{Right}");

    string Place(DateTimeOffset at, TimeSpan age) => string.Create(CultureInfo.InvariantCulture, $"{X(at):0.#} {Y(age):0.#}");

    static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
