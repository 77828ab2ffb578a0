using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Storage;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>Moves a machine in one of three ways. What each would take is asked again after every choice, and what is impossible stays visible with its reason.</summary>
public sealed partial class MoveDialog
{
    IReadOnlyList<MaintenanceQueries.Target> targets = [];
    MoveQueries.Choices? choices;
    MoveQueries.Preview? preview;
    MoveKind? kind;
    int? readAt;
    int asked;
    Id<Host> host;

    [Parameter, EditorRequired] public Caller Caller { get; set; } = default!;

    [Inject] MigrateVirtualMachine Migrate { get; set; } = default!;

    [Inject] MoveDisks Disks { get; set; } = default!;

    [Inject] RelocateVirtualMachine Relocate { get; set; } = default!;

    [Inject] MaintenanceQueries Maintenance { get; set; } = default!;

    [Inject] MoveQueries Moves { get; set; } = default!;

    [Inject] DiskQueries DiskChoices { get; set; } = default!;

    bool NeedsDrivers => Machine.Actions.Migrate?.Code == "vm.needs-pv-drivers";

    Result Typing => preview?.Check ?? Result.Success;

    IReadOnlyCollection<string> Fields =>
        ["Pool", "Host", "BackupPolicies", .. Machine.Disks.Select(disk => Relocation.Field(disk.Id)), .. Machine.Adapters.Select(adapter => Relocation.Field(adapter.Id))];

    /// <summary>What still needs the user, or why it cannot be.</summary>
    string? Refused => Machine.Actions.Move is { } cannot ? Sentences.Sentence(cannot)
        : kind is null ? L["Choose where to."].Value
        : kind == MoveKind.Host && host.IsEmpty ? L["Choose a host."].Value
        : kind == MoveKind.Pool && goal.Pool is null ? L["Choose a pool."].Value
        : (Typing.First ?? preview?.Obstacle) is { } problem ? Sentences.Sentence(problem) : null;

    IReadOnlyList<RadioCard<MoveKind?>> Kinds =>
    [
        new(MoveKind.Host, L["Another host"], Icons.Blade, L["While it runs, within {0}", Machine.Place.Pool], Say(Machine.Actions.Migrate)),
        new(MoveKind.Storage, L["Other storage"], Icons.Disk, L["Its disks, within {0}", Machine.Place.Pool], Machine.Disks.Count == 0 ? L["It has no disk."] : Say(Machine.Actions.Move)),
        new(MoveKind.Pool, L["Another pool or zone"], Icons.Replication, L["All of it, with its disks"], choices is { Pools.Count: 0 } ? L["There is no other pool."] : Say(choices is { Leave: [var leave, ..] } ? leave : null)),
    ];

    IReadOnlyList<RadioCard<Id<Host>>> Hosts =>
    [
        .. targets.Where(target => target.Id != Machine.Place.HostId).Select(target => new RadioCard<Id<Host>>(
            target.Id, target.Name, Icons.Blade, L["{0} free", Units.Size(Math.Max(0, target.Free.Bytes))], Say(target.Refused))),
    ];

    // What is free changes with the machine, the hosts and the storage behind the dialog.
    protected override async Task OnParametersSetAsync()
    {
        if (readAt == Machine.Version) return;
        readAt = Machine.Version;
        if (await Maintenance.TargetsAsync(Machine.Id, Caller, default) is { Ok: true } read) targets = read.Value;
        if (await Moves.ChoicesAsync(Machine.Id, Caller, default) is { Ok: true } pools) choices = pools.Value;
        if (await DiskChoices.ChoicesAsync(Machine.Id, Caller, default) is { Ok: true } here) storages = here.Value;
        kind ??= Machine.Actions.Migrate is null ? MoveKind.Host : null;
        await PreviewAsync();
    }

    Task SwitchAsync(MoveKind? chosen)
    {
        kind = chosen;
        Typed();
        return PreviewAsync();
    }

    Task ChooseAsync(Id<Host> chosen)
    {
        host = chosen;
        Typed();
        return PreviewAsync();
    }

    /// <summary>Asks what the move would take; of two answers the later question counts.</summary>
    async Task PreviewAsync()
    {
        var question = ++asked;
        var answer = kind switch
        {
            MoveKind.Host when !host.IsEmpty => await Moves.PreviewHostAsync(Machine.Id, host, Caller, default),
            MoveKind.Storage => await Moves.PreviewDisksAsync(Machine.Id, Chosen, Caller, default),
            MoveKind.Pool when goal.Pool is not null => await Moves.PreviewPoolAsync(Machine.Id, goal, Caller, default),
            _ => (Result<MoveQueries.Preview>?)null,
        };
        if (question == asked) preview = answer is { Ok: true } seen ? seen.Value : null;
    }

    Task SendAsync() => SendAsync(caller => kind switch
    {
        MoveKind.Host => Migrate.SubmitAsync(new MigrateVirtualMachine.Input(Machine.Id, host, Knowingly), caller, default),
        MoveKind.Storage => Disks.SubmitAsync(new MoveDisks.Input(Machine.Id, Chosen), caller, default),
        _ => Relocate.SubmitAsync(new RelocateVirtualMachine.Input(Machine.Id, goal, Knowingly), caller, default),
    });

    string? Say(Problem? problem) => problem is null ? null : Sentences.Sentence(problem);
}
