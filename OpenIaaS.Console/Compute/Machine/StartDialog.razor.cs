using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Backup;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>Powers a machine on, on a host of choice; a machine without a backup policy gets one right here.</summary>
public sealed partial class StartDialog
{
    IReadOnlyList<HostChoice> hosts = [];
    IReadOnlyList<PolicyChoice>? policies;
    Id<Host> host;
    bool bypass;
    Id<BackupPolicy> policy;

    [Parameter, EditorRequired] public Caller Caller { get; set; } = default!;

    [Inject] StartVirtualMachine Start { get; set; } = default!;

    [Inject] AssignBackupPolicy Assign { get; set; } = default!;

    [Inject] VirtualMachineDetailQueries Machines { get; set; } = default!;

    bool WithoutPolicy => Machine.Actions.Start?.Code == "vm.no-backup-policy";

    string? Refused => Machine.Actions.Start is { } problem ? Sentences.Sentence(problem)
        : Machine.Actions.SharedMac is not null && !bypass ? L["Say that you know of the shared MAC address."].Value : null;

    IReadOnlyList<SelectOption<Id<Host>>> Hosts =>
    [
        new(default, L["Any host with room"]),
        .. hosts.Select(one => new SelectOption<Id<Host>>(one.Id, L["{0}, {1} free", one.Name, Units.Size(Math.Max(0, one.Free.Bytes))], HostRefused(one))),
    ];

    IReadOnlyList<SelectOption<Id<BackupPolicy>>> Policies =>
        [.. (policies ?? []).Select(one => new SelectOption<Id<BackupPolicy>>(one.Id, $"{MachineWords.Line(one.Name)} ({Sentences.Sentence(BackupSentence.Of(one.Schedule))})"))];

    protected override async Task OnInitializedAsync()
    {
        if (await Machines.HostsAsync(Machine.Id, Caller, default) is { Ok: true } read) hosts = read.Value;
        if (WithoutPolicy && await Machines.AssignablePoliciesAsync(Machine.Id, Caller, default) is { Ok: true } assignable) policies = assignable.Value;
    }

    string? HostRefused(HostChoice one) => one.Status != HostStatus.Connected ? L["not connected"].Value : one.Free < Machine.Memory ? L["not enough memory"].Value : null;

    void Choose(Id<Host> chosen)
    {
        host = chosen;
        Typed();
    }

    Task SendAsync() => SendAsync(caller => Start.SubmitAsync(new StartVirtualMachine.Input(Machine.Id, host.IsEmpty ? null : host, bypass, Knowingly), caller, default));

    Task AssignAsync() => TryAsync(caller => Assign.SubmitAsync(new AssignBackupPolicy.Input(Machine.Id, policy), caller, default));
}
