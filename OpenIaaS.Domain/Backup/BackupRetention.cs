using System.Globalization;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Backup;

/// <summary>How long backups are kept: the oldest point of each of so many days, weeks and months (Concepts, Creating a Backup Policy; Reliability 3, rule 6).</summary>
/// <param name="Days">Days kept, 0 or more.</param>
/// <param name="Weeks">ISO weeks kept, from Monday, 0 or more.</param>
/// <param name="Months">Months kept, 0 or more.</param>
public sealed record BackupRetention(int Days, int Weeks, int Months)
{
    /// <summary>The most of each: ten years of days, weeks or months (our own bound).</summary>
    public const int Most = 3650;

    /// <summary>How many points that keeps at the most.</summary>
    public int Points => Days + Weeks + Months;

    /// <summary>Reads what was typed into a form, where an empty field keeps none.</summary>
    /// <returns><c>retention.whole</c>, <c>retention.too-many</c>; the rest is for <see cref="Check"/> to say.</returns>
    public static Result<BackupRetention> Read(string days, string weeks, string months)
    {
        List<Problem> found = [];
        int[] counts = [Count(nameof(Days), days), Count(nameof(Weeks), weeks), Count(nameof(Months), months)];
        return found.Count > 0 ? found : new BackupRetention(counts[0], counts[1], counts[2]);

        int Count(string field, string typed)
        {
            if (string.IsNullOrWhiteSpace(typed)) return 0;
            if (!decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var count) || count != decimal.Truncate(count))
                found.Add(Problem.Invalid("retention.whole", $"{new Term(field)} to keep are a whole number; “{typed.Trim()}” was typed.", field));
            else if (count > Most)
                found.Add(Problem.Invalid("retention.too-many", $"{new Term(field)} to keep are at most {Most}; {count} was asked for.", field));
            else
                return (int)Math.Max(count, int.MinValue);
            return 0;
        }
    }

    /// <summary>Whether it keeps anything, in whole numbers from 0.</summary>
    /// <returns><c>retention.negative</c>, <c>retention.too-many</c>, <c>retention.nothing</c>.</returns>
    public Result Check()
    {
        List<Problem> found = [];
        foreach (var (field, count) in new[] { (nameof(Days), Days), (nameof(Weeks), Weeks), (nameof(Months), Months) })
        {
            if (count < 0) found.Add(Problem.Invalid("retention.negative", $"{new Term(field)} to keep are 0 or more; {count} was asked for.", field));
            if (count > Most) found.Add(Problem.Invalid("retention.too-many", $"{new Term(field)} to keep are at most {Most}; {count} was asked for.", field));
        }

        if (found.Count == 0 && Points == 0)
            found.Add(Problem.Invalid("retention.nothing", $"Say how many days, weeks or months to keep; all three are 0.", nameof(Days)));
        return found;
    }
}
