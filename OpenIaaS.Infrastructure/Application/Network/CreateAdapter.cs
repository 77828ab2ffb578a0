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

/// <summary>Adds a network adapter to a virtual machine.</summary>
public sealed class CreateAdapter(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases, IdSource ids) : IOperation<CreateAdapter.Input>
{
    /// <param name="Network">A network of the machine's pool.</param>
    /// <param name="MacAddress">The address it is to have; null or empty for a new one.</param>
    /// <param name="IpAddress">The IPv4 address its network is to give it, or null.</param>
    public sealed record Order(Id<VirtualMachine> VirtualMachine, Id<VirtualNetwork>? Network, string? MacAddress = null, bool TxChecksumming = true, string? IpAddress = null);

    /// <param name="Adapter">The identity the adapter has from the moment it was asked for.</param>
    public sealed record Input(Id<NetworkAdapter> Adapter, Order Order);

    public string ActivityType => ActivityTypes.AdapterCreate;

    /// <summary>Accepts an adapter: its row stands, marked as being added, when this returns.</summary>
    public Task<Result<Id<Activity>>> SubmitAsync(Order order, Caller caller, CancellationToken stop)
    {
        var input = new Input(ids.Next<NetworkAdapter>(), order);
        return submission.AcceptAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(order.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, order.VirtualMachine);
            var taken = await database.NetworkAdapters.Where(adapter => adapter.MachineId == machine.Id).Select(adapter => adapter.Position).ToListAsync(stop);
            List<Problem> found =
            [
                .. machine.CanChangeAdapters().Problems, .. AdapterLimits.CheckCount(taken.Count + 1).Problems,
                .. (await AdapterAddress.HoldAsync(database, ids, new(input.Adapter, machine.TenantId, order.Network, AdapterCase.TypedOr(order.MacAddress, MacAddress.From(input.Adapter.Value)), order.IpAddress), stop)).Problems,
                .. (await AdapterCase.CheckNetworkAsync(database, order.Network, machine, taken.Count, stop)).Problems, .. (await AdapterCase.CheckMacAsync(database, order.MacAddress, caller, null, stop)).Problems,
            ];
            if (found.Count > 0) return found;
            var position = Enumerable.Range(0, AdapterLimits.Most).First(free => !taken.Contains(free));
            var adapter = new NetworkAdapter(input.Adapter, machine.TenantId, machine.Id, order.Network!.Value, position, AdapterCase.MacOf(order.MacAddress, input.Adapter), "");
            adapter.Change(adapter.NetworkId, adapter.MacAddress, order.TxChecksumming);
            new AdapterCase(adapter, machine).Begin(AdapterAction.Adding);
            database.Add(adapter);
            return MachineTarget.Of(machine);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var adapter = await database.NetworkAdapters.AsNoTracking().SingleAsync(row => row.Id == input.Adapter, stop);
        var task = await hypervisor.PutAdapterAsync(progress.Key("add-adapter"), adapter.MachineId, adapter.AsOrder(), stop);
        return await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var added = await AdapterCase.SettleAsync(database, input.Adapter, stop);
        await added.ReportAsync(hypervisor, await AdapterAddress.SettleAsync(database, added.Adapter, stop), stop);
    }

    public async Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        database.Remove((await AdapterCase.SettleAsync(database, input.Adapter, stop)).Adapter);
        await AdapterAddress.LetGoAsync(database, input.Adapter, stop);
    }
}
