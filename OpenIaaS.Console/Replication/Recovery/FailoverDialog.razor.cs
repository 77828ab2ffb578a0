using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Recovery;

namespace OpenIaaS.Console.Replication.Recovery;

/// <summary>Starts the copy of a machine, in its place or for a try, with what that does and what is lost shown before.</summary>
public sealed partial class FailoverDialog
{
    readonly Dictionary<Id<NetworkAdapter>, string> networks = [];
    readonly List<string> failures = [];
    FailoverPreview? preview;
    Id<Replica>? openFor;
    FailoverKind kind;
    string? point;
    int? stay;
    bool keepsMac;
    bool knows;
    bool knowingly;
    IReadOnlyList<Problem> refusals = [];

    /// <summary>The replica; null keeps the dialog shut.</summary>
    [Parameter, EditorRequired] public ReplicaRow? Replica { get; set; }

    /// <summary>Whether it is only tried.</summary>
    [Parameter] public bool Test { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] FailoverQueries Failovers { get; set; } = default!;

    [Inject] FailOverMachine FailOver { get; set; } = default!;

    [Inject] TestFailover TestOf { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    [Inject] TimeProvider Time { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    bool NeedsToKnow => kind == FailoverKind.Unplanned && preview?.SourceRuns == true;

    string? Missing => preview switch
    {
        null => L["One moment"].Value,
        { Problems: [var first, ..] } => Problems.Sentence(first),
        _ when !Test && preview.Adapters.Any(adapter => networks.GetValueOrDefault(adapter.Id) is null) => L["Choose a network for each adapter."].Value,
        _ when NeedsToKnow && !knows => L["Say that you know that the machine runs."].Value,
        _ when Test && stay is null => L["Say when it is cleaned up."].Value,
        _ => null,
    };

    IReadOnlyList<RadioCard<FailoverKind>> Cards =>
    [
        new(FailoverKind.Planned, L["Planned"], Icons.Ok, L["A last copy, a clean shutdown, then what changed meanwhile: nothing is lost."]),
        new(FailoverKind.Unplanned, L["Unplanned"], Icons.Bolt, L["At once from a recovery point: what was written after it is lost."]),
    ];

    IReadOnlyList<SelectOption<string>> Points => [.. preview!.Points.Select(row => new SelectOption<string>(
        $"{row.Id}", L["{0}, {1} old, {2}", Clock(row.CapturedAt), Units.Age(Time.GetUtcNow() - row.CapturedAt), Units.Size(row.Size.Bytes)]))];

    IReadOnlyList<SelectOption<string>> Networks => [.. preview!.Networks.Select(network => new SelectOption<string>($"{network.Id}", network.Name))];

    protected override async Task OnParametersSetAsync()
    {
        if (openFor == Replica?.Id) return;
        openFor = Replica?.Id;
        failures.Clear();
        networks.Clear();
        (preview, point, keepsMac, knows, knowingly, refusals, stay) = (null, null, false, false, false, [], (int)Failover.UsualStay.TotalMinutes);
        if (Replica is null) return;
        kind = Test ? FailoverKind.Test : FailoverKind.Planned;
        await ReadAsync();
        // A machine that is lost can hand nothing over.
        if (kind == FailoverKind.Planned && preview is { SourceRuns: false }) await ChooseKindAsync(FailoverKind.Unplanned);
    }

    async Task ReadAsync()
    {
        var found = await Failovers.PreviewAsync(Replica!.Id, kind, Id<RecoveryPoint>.TryParse(point, null, out var asked) ? asked : null, await CurrentCaller.GetAsync(), CancellationToken.None);
        failures.Clear();
        if (!found.Ok)
        {
            failures.AddRange(found.Problems.Select(problem => Problems.Sentence(problem)));
            return;
        }

        preview = found.Value;
        point = preview.Point is { } used ? $"{used.Id}" : point;
        foreach (var adapter in preview.Adapters)
            if (adapter.Chosen is { } network) networks.TryAdd(adapter.Id, $"{network}");
    }

    Task ChooseKindAsync(FailoverKind chosen)
    {
        kind = chosen;
        return ReadAsync();
    }

    Task ChoosePointAsync(string chosen)
    {
        point = chosen;
        return ReadAsync();
    }

    async Task SendAsync()
    {
        failures.Clear();
        var (machine, caller) = (preview!.Machine, await CurrentCaller.GetAsync());
        Id<RecoveryPoint>? from = kind != FailoverKind.Planned && Id<RecoveryPoint>.TryParse(point, null, out var asked) ? asked : null;
        var accepted = Test
            ? await TestOf.SubmitAsync(new TestFailover.Order(Replica!.Id, from, TimeSpan.FromMinutes(stay ?? 0)), caller, CancellationToken.None)
            : await FailOver.SubmitAsync(
                new FailOverMachine.Order(Replica!.Id, kind == FailoverKind.Planned, from, [.. networks.Select(chosen => new NetworkChoice(chosen.Key, Id<VirtualNetwork>.Parse(chosen.Value, null)))], keepsMac, knows, knowingly),
                caller, CancellationToken.None);
        refusals = accepted.Problems;
        if (!accepted.Ok)
        {
            failures.AddRange(accepted.Problems.Select(problem => Problems.Sentence(problem)));
            return;
        }

        Toasts.Ok(Test ? L["The failover of {0} is being tried", machine] : L["{0} is being failed over", machine], L["How far it is stands beside its replica."]);
        await OnClose.InvokeAsync();
    }

    string Clock(DateTimeOffset instant) => BrowserTime.Local(instant).ToString("g", System.Globalization.CultureInfo.CurrentCulture);
}
