using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Removes a network adapter from a virtual machine.</summary>
public sealed class DeleteAdapter(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases) : IOperation<DeleteAdapter.Input>
{
    public sealed record Input(Id<NetworkAdapter> Adapter);

    public string ActivityType => ActivityTypes.AdapterDelete;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await AdapterCase.FindAsync(database, input.Adapter, caller, stop) is not { } found) return Problem.NotFound(AdapterCase.Noun, input.Adapter);
            var can = found.Machine.CanChangeAdapters();
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            found.Begin(AdapterAction.Removing);
            return MachineTarget.Of(found.Machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.NetworkAdapters.Where(row => row.Id == input.Adapter).Select(row => row.MachineId).SingleAsync(stop);
        var task = await hypervisor.RemoveAdapterAsync(progress.Key("remove-adapter"), machine, input.Adapter, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var removed = (await AdapterCase.SettleAsync(database, input.Adapter, stop)).Adapter;
        await AdapterAddress.GiveBackAsync(database, [removed], stop);
        database.Remove(removed);
    }

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => AdapterCase.SettleAsync(database, input.Adapter, stop);
}
