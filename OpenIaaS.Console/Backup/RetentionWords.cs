using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;

namespace OpenIaaS.Console.Backup;

/// <summary>How long backups are kept, in the reader's words.</summary>
public static class RetentionWords
{
    /// <summary>"7 days, 4 weeks, 12 months"; "none" when nothing is kept.</summary>
    public static string Words(this IStringLocalizer<BackupText> L, BackupRetention retention) =>
        L.Kinds(retention).Select(kind => kind.Words).ToList() is { Count: > 0 } words ? string.Join(", ", words) : L["none"];

    /// <summary>Each kind that is kept, with the letter of its colour in <c>blades.css</c>.</summary>
    public static IEnumerable<(string Css, string Words)> Kinds(this IStringLocalizer<BackupText> L, BackupRetention retention)
    {
        if (retention.Days > 0) yield return ("d", retention.Days == 1 ? L["1 day"] : L["{0} days", Units.Count(retention.Days)]);
        if (retention.Weeks > 0) yield return ("w", retention.Weeks == 1 ? L["1 week"] : L["{0} weeks", Units.Count(retention.Weeks)]);
        if (retention.Months > 0) yield return ("m", retention.Months == 1 ? L["1 month"] : L["{0} months", Units.Count(retention.Months)]);
    }
}
