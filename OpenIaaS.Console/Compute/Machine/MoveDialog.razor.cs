using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>Moves a running machine to another host of its pool: each host with what it has free, or why it cannot be that one.</summary>
public sealed partial class MoveDialog
{
    IReadOnlyList<MaintenanceQueries.Target> targets = [];
    int? readAt;
    Id<Host> host;

    [Parameter, EditorRequired] public Caller Caller { get; set; } = default!;

    [Inject] MigrateVirtualMachine Migrate { get; set; } = default!;

    [Inject] MaintenanceQueries Maintenance { get; set; } = default!;

    string? Refused => Machine.Actions.Migrate is { } problem ? Sentences.Sentence(problem)
        : targets.All(target => target.Refused is not null) ? L["No other host of the pool can take it."].Value
        : host.IsEmpty ? L["Choose a host."].Value : null;

    IReadOnlyList<RadioCard<Id<Host>>> Cards =>
    [
        .. targets.Where(target => target.Id != Machine.Place.HostId).Select(target => new RadioCard<Id<Host>>(
            target.Id, target.Name, Icons.Blade, L["{0} free", Units.Size(Math.Max(0, target.Free.Bytes))], target.Refused is { } problem ? Sentences.Sentence(problem) : null)),
    ];

    // What is free changes with the machine and the hosts behind the dialog.
    protected override async Task OnParametersSetAsync()
    {
        if (readAt == Machine.Version) return;
        readAt = Machine.Version;
        if (await Maintenance.TargetsAsync(Machine.Id, Caller, default) is { Ok: true } read) targets = read.Value;
    }

    void Choose(Id<Host> chosen)
    {
        host = chosen;
        Typed();
    }

    Task SendAsync() => SendAsync(caller => Migrate.SubmitAsync(new MigrateVirtualMachine.Input(Machine.Id, host), caller, default));
}
