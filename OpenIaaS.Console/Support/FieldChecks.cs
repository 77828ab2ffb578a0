using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Support;

/// <summary>
/// Which sentences a form shows: a field is checked when it is left, from then on with every key; sending checks all of them.
/// </summary>
/// <param name="check">Every problem of the form as it stands.</param>
public sealed class FieldChecks(Func<IReadOnlyList<Problem>> check)
{
    static readonly string[] Retention = [nameof(BackupRetention.Days), nameof(BackupRetention.Weeks), nameof(BackupRetention.Months)];

    readonly HashSet<string> left = [];
    bool sent;

    /// <summary>The problems somebody has to know of now.</summary>
    public IReadOnlyList<Problem> Shown => [.. check().Where(problem => sent || Asks(problem).All(left.Contains))];

    /// <summary>The sentence below a field, or none.</summary>
    public Problem? Of(string field) => Shown.FirstOrDefault(problem => problem.Field == field);

    public void Leave(string field) => left.Add(field);

    /// <summary>Shows every problem, and says whether there is none.</summary>
    public bool Pass()
    {
        sent = true;
        return Shown.Count == 0;
    }

    // That nothing is kept can be said only after all three were filled in.
    static string[] Asks(Problem problem) => problem.Code == "retention.nothing" ? Retention : [problem.Field ?? ""];
}
