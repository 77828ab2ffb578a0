using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>A network adapter with the machine that has it.</summary>
sealed record AdapterCase(NetworkAdapter Adapter, VirtualMachine Machine)
{
    /// <summary>What an adapter is called in sentences.</summary>
    public const string Noun = "network adapter";

    /// <summary>Reads an adapter of the caller's tenant; null when there is none such.</summary>
    public static async Task<AdapterCase?> FindAsync(ConsoleDbContext database, Id<NetworkAdapter> id, Caller caller, CancellationToken stop)
    {
        var adapter = await database.FindVisibleAsync(id, caller, stop);
        return adapter is null ? null : new AdapterCase(adapter, await database.VirtualMachines.SingleAsync(row => row.Id == adapter.MachineId, stop));
    }

    /// <summary>Begins something with it, and keeps its machine busy until that has ended.</summary>
    public void Begin(AdapterAction action)
    {
        Adapter.Begin(action);
        Machine.BeginAdapterChange();
    }

    /// <summary>What was begun with an adapter has ended, and its machine is free again.</summary>
    public static async Task<AdapterCase> SettleAsync(ConsoleDbContext database, Id<NetworkAdapter> id, CancellationToken stop)
    {
        var adapter = await database.NetworkAdapters.SingleAsync(row => row.Id == id, stop);
        adapter.Settle();
        var machine = await database.VirtualMachines.SingleAsync(row => row.Id == adapter.MachineId, stop);
        machine.End(PendingAction.ChangingAdapters);
        return new AdapterCase(adapter, machine);
    }

    /// <summary>Notes the address its guest reports now; none while it does not run or its agent is not seen.</summary>
    /// <param name="given">The address its private network gives it from this change on; null when it gives it none.</param>
    public async Task ReportAsync(IHypervisor hypervisor, string? given, CancellationToken stop)
    {
        if (Machine.Power != PowerState.Running || await hypervisor.ObserveAsync([Machine.Id], stop) is not [var seen]) return;
        if (Adapter.Position < seen.Addresses.Count) Adapter.Report(given ?? seen.Addresses[Adapter.Position]);
    }

    /// <summary>Whether an adapter can be on a network of a pool; one that is on it already may stay.</summary>
    /// <returns><c>network.not-in-pool</c> or <c>network.closed</c>.</returns>
    public static async Task<Result> CheckNetworkAsync(ConsoleDbContext database, Id<VirtualNetwork>? network, VirtualMachine machine, int position, CancellationToken stop)
    {
        var found = network is { } asked ? await database.VirtualNetworks.SingleOrDefaultAsync(row => row.Id == asked && row.PoolId == machine.PoolId && row.TenantId == machine.TenantId, stop) : null;
        if (found is { IsClosed: true }) return Problem.Conflict("network.closed", $"The network {found.Name} is deactivated or being removed; choose another one for adapter {position + 1}.", "Network");
        return found is not null
            ? Result.Success
            : Problem.Invalid("network.not-in-pool", $"Choose a network of the pool for adapter {position + 1}.", "Network");
    }

    /// <summary>Whether a MAC address can be given; an empty one is made up.</summary>
    /// <param name="except">The adapter that may keep the address it has, or null.</param>
    public static async Task<Result> CheckMacAsync(ConsoleDbContext database, string? typed, Caller caller, Id<NetworkAdapter>? except, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(typed)) return Result.Success;
        var parsed = MacAddress.Parse(typed.Trim());
        if (!parsed.Ok) return Result.From(parsed.Problems);
        var taken = await database.VisibleTo<NetworkAdapter>(caller).AnyAsync(adapter => adapter.MacAddress == parsed.Value && (except == null || adapter.Id != except), stop);
        return MacAddress.CheckFree(typed.Trim(), taken ? [parsed.Value] : []);
    }

    /// <summary>What was typed, or what it is otherwise.</summary>
    public static string TypedOr(string? typed, string otherwise) => string.IsNullOrWhiteSpace(typed) ? otherwise : typed;

    /// <summary>An address as it is kept: the one that was typed and checked, or one made from the adapter's identity.</summary>
    public static string MacOf(string? typed, Id<NetworkAdapter> adapter) => string.IsNullOrWhiteSpace(typed) ? MacAddress.From(adapter.Value) : MacAddress.Parse(typed.Trim()).Value;
}
