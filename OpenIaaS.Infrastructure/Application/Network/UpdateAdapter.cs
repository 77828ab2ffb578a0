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

/// <summary>Puts a network adapter on another network, gives it another MAC address or checksumming, plugs it in or pulls it: all of it at once. What is null stays as it is.</summary>
public sealed class UpdateAdapter(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases, IdSource ids) : IOperation<UpdateAdapter.Input>
{
    public sealed record Input(Id<NetworkAdapter> Adapter, Id<VirtualNetwork>? Network = null, string? MacAddress = null, bool? TxChecksumming = null, bool? Connected = null, string? IpAddress = null);

    public string ActivityType => ActivityTypes.AdapterUpdate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await AdapterCase.FindAsync(database, input.Adapter, caller, stop) is not { } found) return Problem.NotFound(AdapterCase.Noun, input.Adapter);
            List<Problem> problems =
            [
                .. found.Machine.CanChangeAdapters().Problems, .. (await AdapterCase.CheckNetworkAsync(database, input.Network ?? found.Adapter.NetworkId, found.Machine, found.Adapter.Position, stop)).Problems,
                .. (await AdapterCase.CheckMacAsync(database, input.MacAddress, caller, input.Adapter, stop)).Problems,
                .. (await AdapterAddress.HoldAsync(database, ids, new(input.Adapter, found.Adapter.TenantId, input.Network ?? found.Adapter.NetworkId, AdapterCase.TypedOr(input.MacAddress, found.Adapter.MacAddress), input.IpAddress), stop)).Problems,
            ];
            if (problems.Count > 0) return problems;
            found.Begin(AdapterAction.Changing);
            return MachineTarget.Of(found.Machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var adapter = await database.NetworkAdapters.AsNoTracking().SingleAsync(row => row.Id == input.Adapter, stop);
        Change(adapter, input);
        var task = await hypervisor.PutAdapterAsync(progress.Key("change-adapter"), adapter.MachineId, adapter.AsOrder(), stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var changed = await AdapterCase.SettleAsync(database, input.Adapter, stop);
        Change(changed.Adapter, input);
        await changed.ReportAsync(hypervisor, await AdapterAddress.SettleAsync(database, changed.Adapter, stop), stop);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        await AdapterCase.SettleAsync(database, input.Adapter, stop);
        await AdapterAddress.LetGoAsync(database, input.Adapter, stop);
    }

    static void Change(NetworkAdapter adapter, Input input)
    {
        adapter.Change(
            input.Network ?? adapter.NetworkId, string.IsNullOrWhiteSpace(input.MacAddress) ? adapter.MacAddress : AdapterCase.MacOf(input.MacAddress, adapter.Id), input.TxChecksumming ?? adapter.TxChecksumming);
        if (input.Connected is { } connected) adapter.Plug(connected);
    }
}
