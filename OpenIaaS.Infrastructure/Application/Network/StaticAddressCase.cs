using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>What the rules of static addresses ask about: who has an address, and what a MAC address has.</summary>
static class StaticAddressCase
{
    /// <summary>What a static address is called in sentences.</summary>
    public const string Noun = "static address";

    /// <summary>What a private network is called in sentences.</summary>
    public const string NetworkNoun = "private network";

    public static ActivityTarget Target(StaticAddress address) => new(Noun, address.Id.Value, address.Address);

    /// <summary>The address that is asked for, or the next one that is free, when it can be kept for a MAC address.</summary>
    /// <param name="asked">The address that is to be kept; null or empty for the next one.</param>
    public static async Task<Result<string>> ChooseAsync(ConsoleDbContext database, PrivateNetwork network, string? asked, string mac, CancellationToken stop)
    {
        var found = await CheckMacAsync(database, network, mac, stop);
        if (string.IsNullOrWhiteSpace(asked))
            return found.Ok ? network.NextFree((await database.StaticAddresses.Where(row => row.PrivateNetworkId == network.Id).Select(row => row.Address).ToListAsync(stop)).ToHashSet()) : Result<string>.Refused(found.Problems);
        var address = network.CheckAddress(asked);
        List<Problem> problems = [.. found.Problems, .. address.Problems];
        if (address.Ok) problems.AddRange((await CheckFreeAsync(database, network, address.Value, mac, stop)).Problems);
        return problems.Count > 0 ? problems : address;
    }

    /// <summary>Whether a MAC address has none in the private network yet.</summary>
    public static async Task<Result> CheckMacAsync(ConsoleDbContext database, PrivateNetwork network, string mac, CancellationToken stop) =>
        network.CheckMac(null, await database.StaticAddresses.Where(row => row.PrivateNetworkId == network.Id && row.MacAddress == mac).OrderBy(row => row.IsComing).FirstOrDefaultAsync(stop));

    /// <summary>Whether nobody else has an address; who has it is named.</summary>
    public static async Task<Result> CheckFreeAsync(ConsoleDbContext database, PrivateNetwork network, string address, string mac, CancellationToken stop)
    {
        var holder = await database.StaticAddresses.SingleOrDefaultAsync(row => row.PrivateNetworkId == network.Id && row.Address == address, stop);
        return network.CheckFree(address, mac, holder, holder is null ? "" : await MachineOfAsync(database, holder, stop));
    }

    static async Task<string> MachineOfAsync(ConsoleDbContext database, StaticAddress holder, CancellationToken stop) =>
        await database.NetworkAdapters.Where(adapter => adapter.TenantId == holder.TenantId && adapter.MacAddress == holder.MacAddress)
            .Join(database.VirtualMachines, adapter => adapter.MachineId, machine => machine.Id, (_, machine) => machine.Name).OrderBy(name => name).FirstOrDefaultAsync(stop) ?? "";
}
