using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Machine.SnapshotDialogs;

/// <summary>Brings a machine back to a snapshot: what is lost, what stays, and a snapshot of what it is now before that.</summary>
public sealed partial class RevertSnapshotDialog
{
    readonly string id = ElementIds.Next("first");
    bool force;
    bool first;
    string before = "";

    [Parameter, EditorRequired] public SnapshotQueries.Chain Chain { get; set; } = default!;

    [Parameter, EditorRequired] public SnapshotQueries.Row Snapshot { get; set; } = default!;

    [Parameter, EditorRequired] public Caller Caller { get; set; } = default!;

    [Inject] RevertToSnapshot Revert { get; set; } = default!;

    [Inject] TimeProvider Clock { get; set; } = default!;

    bool Runs => Machine.Power != PowerState.Halted;

    Problem? Against => (Runs || Snapshot.IncludesMemory) && !Caller.May(Permission.VirtualMachinePower)
        ? Problem.Forbidden(Permission.VirtualMachinePower)
        : (force ? Snapshot.RevertByForce : Snapshot.Revert) ?? Room;

    Problem? Room => Needs.FirstOrDefault(need => need.Size > need.Free) is { } full ? Domain.Storage.StorageRepository.Full(full.Storage, full.Free, full.Size) : null;

    string? Refused => Against is { } problem ? Sentences.Sentence(problem) : first && !Named.Ok ? L["One field needs you: {0}", L["Name of that snapshot"]].Value : null;

    Result Named => first ? Domain.Compute.Snapshot.Check(before, "", nameof(RevertToSnapshot.Order.Before)) : Result.Success;

    /// <summary>What it takes on each storage until what the disks are now is merged, the snapshot before it included.</summary>
    List<SnapshotQueries.Need> Needs =>
    [
        .. Snapshot.Disks.Concat(first ? Chain.Needs : []).GroupBy(need => need.Storage).Select(on => on.First() with { Size = new ByteSize(on.Sum(need => need.Size.Bytes)) }),
    ];

    protected override void Fill()
    {
        first = Chain.Take is null;
        if (before.Length > 0) return;
        var name = $"{Clock.GetUtcNow():yyyy-MM-dd HH:mm}, {L["before {0}", Snapshot.Name]}";
        before = name[..Math.Min(name.Length, Domain.Compute.Snapshot.LongestName)];
    }

    Task SendAsync() => SendAsync(caller => Revert.SubmitAsync(new RevertToSnapshot.Order(Machine.Id, Snapshot.Id, force, first ? before : null), caller, default));
}
