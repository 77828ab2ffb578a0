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

/// <summary>Plugs the cable of a network adapter in, or pulls it.</summary>
public abstract class PlugAdapter(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases, bool connected) : IOperation<PlugAdapter.Input>
{
    public sealed record Input(Id<NetworkAdapter> Adapter);

    public abstract string ActivityType { get; }

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            if (await AdapterCase.FindAsync(database, input.Adapter, caller, stop) is not { } found) return Problem.NotFound(AdapterCase.Noun, input.Adapter);
            List<Problem> problems = [.. found.Machine.CanChangeAdapters().Problems, .. found.Adapter.CanPlug(connected).Problems];
            if (problems.Count > 0) return problems;
            found.Begin(AdapterAction.Changing);
            return MachineTarget.Of(found.Machine);
        }, stop);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var adapter = await database.NetworkAdapters.AsNoTracking().SingleAsync(row => row.Id == input.Adapter, stop);
        var task = await hypervisor.PutAdapterAsync(progress.Key("plug-adapter"), adapter.MachineId, adapter.AsOrder() with { IsConnected = connected }, stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var plugged = await AdapterCase.SettleAsync(database, input.Adapter, stop);
        plugged.Adapter.Plug(connected);
        await plugged.ReportAsync(hypervisor, await AdapterAddress.SettleAsync(database, plugged.Adapter, stop), stop);
    }

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop) => AdapterCase.SettleAsync(database, input.Adapter, stop);
}

/// <inheritdoc cref="PlugAdapter"/>
public sealed class ConnectAdapter(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases) : PlugAdapter(submission, hypervisor, databases, connected: true)
{
    public override string ActivityType => ActivityTypes.AdapterConnect;
}

/// <inheritdoc cref="PlugAdapter"/>
public sealed class DisconnectAdapter(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases) : PlugAdapter(submission, hypervisor, databases, connected: false)
{
    public override string ActivityType => ActivityTypes.AdapterDisconnect;
}
