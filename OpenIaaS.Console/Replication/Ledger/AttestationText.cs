using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>The sentences of an attestation, the same on the page and on paper.</summary>
static class AttestationText
{
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Period(IStringLocalizer<ReplicationText> L, Attestation attestation) => attestation.IsWhole
        ? L["{0}: the whole month, in UTC", attestation.Month.ToString("MMMM yyyy", CultureInfo.CurrentCulture)]
        : L["{0}: {1} whole days until now, in UTC", attestation.Month.ToString("MMMM yyyy", CultureInfo.CurrentCulture), (int)attestation.Length.TotalDays];

    /// <summary>What was promised to a machine: "15 min", "30 min until 12 Nov, then 15 min".</summary>
    public static string Promise(IStringLocalizer<ReplicationText> L, AttestedMachine machine) => machine.Promises.Count == 0
        ? "–"
        : string.Join(", ", machine.Promises.Select(promise => promise.Until is { } until
            ? L["{0} until {1}", promise.Interval.Figure(), until.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.CurrentCulture)].Value
            : promise.Interval.Figure()));

    public static IReadOnlyList<string> Method(IStringLocalizer<ReplicationText> L) =>
    [
        L["The age of a recovery point is counted from the moment it shows, once its copy is whole. A promise is kept while the newest point is no older than the interval; up to twice the interval it is at risk; beyond, or without any point one interval after the activation, it is breached."],
        L["What is kept is 1 minus the time in breach over the time in which there was a promise. Before the activation, after the removal and while the copy of a machine runs in its place nothing is counted."],
        L["Whole days from midnight to midnight UTC are attested, of every replica there was, those removed since included. Each figure follows from the runs of replication and can be counted again from them while they are kept."],
    ];
}
