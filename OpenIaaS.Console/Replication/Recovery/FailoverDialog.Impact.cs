using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <content>What it will do, and what is lost.</content>
public sealed partial class FailoverDialog
{
    IReadOnlyList<ImpactLine> Impact =>
    [
        new(L["Runs in"], $"{preview!.ToZone} / {preview.ToPool}"),
        new(L["Its disks"], L["{0} on {1}, {2} free", Units.Size(preview.Disks.Bytes), preview.ToStorage, Units.Size(preview.Free.Bytes)], preview.Disks > preview.Free ? Tone.Bad : Tone.Plain),
        new(L["Its memory"], Units.Size(preview.Memory.Bytes)),
        .. Test ? OfTest : OfFailover,
    ];

    IEnumerable<ImpactLine> OfTest =>
    [
        new(L["Network"], L["none: its adapters are unplugged, and nothing of production is reached"]),
        new(L["The machine"], L["runs on and is replicated meanwhile"]),
        new(L["Afterwards"], L["nothing is left"]),
    ];

    IEnumerable<ImpactLine> OfFailover =>
    [
        kind == FailoverKind.Planned
            ? new(L["Lost"], L["nothing"], Tone.Ok)
            : new(L["Lost"], preview!.Point is { } used ? L["what was written in the last {0}", Units.Age(preview.LostFrom - used.CapturedAt)] : "–", Tone.Warn),
        new(L["The machine"], kind == FailoverKind.Planned ? L["is shut down cleanly; if its copy does not start, it is started again"] : L["is not started again until it has been failed back"]),
        new(L["Replication"], L["rests until then; its recovery points stay"]),
        new(L["Backup policy"], preview!.BackupPolicies.Count == 0
            ? L["none in that zone; it starts without"]
            : preview.SameBackup ? L["{0}, as here", string.Join(", ", preview.BackupPolicies)] : L["{0}; that zone has none of the same name", string.Join(", ", preview.BackupPolicies)],
            preview.BackupPolicies.Count == 0 || !preview.SameBackup ? Tone.Warn : Tone.Plain),
    ];
}
