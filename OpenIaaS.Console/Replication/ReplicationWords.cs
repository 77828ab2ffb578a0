using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>How intervals, states and requirements are said.</summary>
static class ReplicationWords
{
    /// <summary>"Every 15 minutes", "Every hour".</summary>
    public static string Frequency(this IStringLocalizer<ReplicationText> L, ReplicationInterval interval) => interval switch
    {
        { Unit: IntervalUnit.Minutes, Count: 1 } => L["Every minute"],
        { Unit: IntervalUnit.Minutes } => L["Every {0} minutes", interval.Count],
        { Unit: IntervalUnit.Hours, Count: 1 } => L["Every hour"],
        _ => L["Every {0} hours", interval.Count],
    };

    /// <summary>The interval as a figure: <c>15 min</c>, <c>24 h</c>.</summary>
    public static string Figure(this ReplicationInterval interval) => interval.Count + (interval.Unit == IntervalUnit.Minutes ? "\u00A0min" : "\u00A0h");

    public static string Word(this IStringLocalizer<ReplicationText> L, RecoveryPointStatus status) => status switch
    {
        RecoveryPointStatus.Pending => L["First copy"],
        RecoveryPointStatus.Compliant => L["Compliant"],
        RecoveryPointStatus.AtRisk => L["At risk"],
        RecoveryPointStatus.Breached => L["Breached"],
    };

    public static Tone Tone(this RecoveryPointStatus status) => status switch
    {
        RecoveryPointStatus.Pending => Shared.Tone.Info,
        RecoveryPointStatus.Compliant => Shared.Tone.Ok,
        RecoveryPointStatus.AtRisk => Shared.Tone.Warn,
        RecoveryPointStatus.Breached => Shared.Tone.Bad,
    };

    /// <summary>How a replica stands: one that ends or rests is neither kept nor breached.</summary>
    public static Tone Tone(this ReplicaRow row, DateTimeOffset now) =>
        row.EndingSince is not null ? Shared.Tone.Off : row.SuspendedSince is not null ? Shared.Tone.Info : row.StatusAt(now).Tone();

    /// <summary>The status in words; while the first copy runs, how far it is.</summary>
    public static string Word(this IStringLocalizer<ReplicationText> L, ReplicaRow row, DateTimeOffset now) =>
        row.IsMoving ? L["Changes its policy"]
        : row.EndingSince is not null ? L["Being removed"]
        : row.SuspendedSince is not null ? L["Runs at the target"]
        : row is { RunningSince: not null, LastPointAt: null } ? L["Copying {0}", Units.Percent(row.ProgressAt(now) / 100d)]
        : L.Word(row.StatusAt(now));

    /// <summary>What a check asks for.</summary>
    public static string Word(this IStringLocalizer<ReplicationText> L, AssociationRequirement requirement) => requirement switch
    {
        AssociationRequirement.OtherZone => L["Target in another zone"],
        AssociationRequirement.TargetConnected => L["Target storage reachable"],
        AssociationRequirement.Room => L["Room for a full copy and the points kept"],
        AssociationRequirement.Network => L["A network in the target pool"],
        AssociationRequirement.Devices => L["Disks that can be copied"],
        AssociationRequirement.Snapshots => L["Snapshots that can be relied on"],
        AssociationRequirement.NotReplicated => L["Not replicated yet"],
        AssociationRequirement.NotAReplica => L["Not itself a replica"],
    };
}
