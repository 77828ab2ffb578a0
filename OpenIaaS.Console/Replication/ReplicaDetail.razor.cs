using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Replication.Ledger;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication;

/// <summary>What the last run of a replica did, and what stands against its promise.</summary>
public sealed partial class ReplicaDetail
{
    ReplicaRun? run;
    AgeCurve? curve;
    ReplicaLink? link;
    ReplicaRow? readFor;

    [Parameter, EditorRequired] public ReplicaRow Row { get; set; } = default!;

    [Parameter] public bool MayManage { get; set; }

    [Parameter] public EventCallback OnRemove { get; set; }

    /// <summary>Raised when somebody asks for another policy.</summary>
    [Parameter] public EventCallback OnMove { get; set; }

    [Inject] ReplicationLinkQueries Links { get; set; } = default!;

    [Inject] ReplicaQueries Replicas { get; set; } = default!;

    [Inject] RunQueries Runs { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    [Inject] TimeProvider Time { get; set; } = default!;

    [Inject] Microsoft.Extensions.Localization.IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    string Overline
    {
        get
        {
            var now = Time.GetUtcNow();
            if (Row.SuspendedSince is { } since) return L["Rests since {0}", When(since)];
            return Row.StatusAt(now) switch
            {
                RecoveryPointStatus.Breached => L["Breach since {0}, {1} so far", Clock(Row.BreachAt), Units.Age(now - Row.BreachAt)],
                RecoveryPointStatus.AtRisk => L["At risk since {0}, {1} so far", Clock(Row.LateAt), Units.Age(now - Row.LateAt)],
                RecoveryPointStatus.Pending => L["First copy due by {0}", Clock(Row.LateAt)],
                RecoveryPointStatus.Compliant => L["The promise is kept"],
            };
        }
    }

    string Heading => Row switch
    {
        { IsMoving: true } => L["The machine moves to another policy"],
        { EndingSince: not null } => L["The replica is being removed"],
        { SuspendedSince: not null } => L["Its copy runs in its place"],
        { IsHeldUp: true } => L["The run that is due waits"],
        { LastProblem: not null, RunningSince: null } => L["The last run did not make a point"],
        { RunningSince: not null } when curve?.Cause is BreachCause.ChangeRate or BreachCause.FirstCopy => L.Word(curve.Cause.Value),
        { LastProblem: not null } => L["A run takes longer than the interval"],
        { RunningSince: not null } => L["A run is copying"],
        { LastPointAt: null } => L["The first run begins in a moment"],
        _ => L["The last run was whole"],
    };

    string Sentence => Row switch
    {
        { IsMoving: true } => L["A run under way ends first. Then the first run of the other policy begins at once."],
        { EndingSince: not null } => L["Its recovery points go, and their space is given back."],
        { SuspendedSince: not null } => L["Replication rests until it has been failed back; its recovery points stay."],
        { IsHeldUp: true, WaitingSince: { } since } => L["Waiting since {0}: {1} One run follows by itself within a minute of that being over.", When(since), Row.LastProblem ?? ""],
        { WaitingSince: not null, LastProblem: { } problem } => L["{0} It is tried again by itself.", problem],
        { LastProblem: { } problem } => problem,
        { RunningSince: { } since } => L["It began at {0} and is at {1}.", Clock(since), Units.Percent(Row.ProgressAt(Time.GetUtcNow()) / 100d)],
        { LastPointAt: null } => L["It copies every disk; later ones copy what changed since."],
        _ => run is { IsWhole: true, EndedAt: { } ended }
            ? L["{0} went over the link in {1}. The next run is due at {2}.", Units.Size(run.Size.Bytes), Units.Age(ended - run.BeganAt), Clock(Row.NextRunAt)]
            : L["The next run is due at {0}.", Clock(Row.NextRunAt)],
    };

    protected override async Task OnParametersSetAsync()
    {
        if (readFor == Row) return;
        readFor = Row;
        var last = await Replicas.LastRunAsync(Row.Id, await CurrentCaller.GetAsync(), CancellationToken.None);
        run = last.Ok ? last.Value : null;
        var joined = await Links.OfReplicaAsync(Row.Id, await CurrentCaller.GetAsync(), CancellationToken.None);
        link = joined.Ok ? joined.Value : null;
        var ages = await Runs.CurveAsync(Row.Id, await CurrentCaller.GetAsync(), CancellationToken.None);
        curve = ages.Ok ? ages.Value : null;
    }

    /// <summary>Why it cannot be ended or moved now, or null.</summary>
    string? Held => Row.IsMoving ? L["The machine moves to another policy"].Value
        : Row.EndingSince is not null ? L["The replica is being removed."].Value
        : Row.SuspendedSince is not null ? L["Its copy runs in its place"].Value : null;

    /// <summary>What the link must carry for changes like the last ones in each interval.</summary>
    long Needs(RunRow whole) => (long)(whole.Size.Bytes * 8 / Row.Interval.Every.TotalSeconds);

    /// <summary>With its day when that is not obvious.</summary>
    string When(DateTimeOffset instant) => Time.GetUtcNow() - instant < TimeSpan.FromHours(20)
        ? Clock(instant)
        : BrowserTime.Local(instant).ToString("g", System.Globalization.CultureInfo.CurrentCulture);

    string Clock(DateTimeOffset instant) => BrowserTime.Local(instant).ToString("HH:mm", System.Globalization.CultureInfo.CurrentCulture);
}
