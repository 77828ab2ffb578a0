using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Application.Compute.Palette;

/// <summary>
/// Machines by name or address among a hundred thousand. What begins with the text is a range of an index. Only when that gives too few are all names
/// of the index looked through, in their order, so that the database stops as soon as it has enough.
/// </summary>
sealed class MachineSearch(PaletteRows rows)
{
    const int Asked = 2 * PaletteQueries.Shown;

    /// <summary>Stands behind every sign that a name may hold.</summary>
    const string Last = "\uffff";

    public async Task<List<FoundObject>> FindAsync(string text, string key, CancellationToken stop)
    {
        List<FoundObject> found = [];
        if (AddressText.IsAddress(text)) await AddressedAsync(found, text, stop);
        else if (AddressText.Mac(text) is { } mac) await OnMacAsync(found, mac, stop);
        await NamedAsync(found, key, stop);
        return [.. found.DistinctBy(machine => machine.Id)];
    }

#pragma warning disable CA1309 // becomes SQL, whose own order counts
    Task NamedAsync(List<FoundObject> found, string key, CancellationToken stop)
    {
        var machines = rows.Visible<VirtualMachine>();
        var end = key + Last;
        return ReadAsync(
            found,
            rows.Machines(machines.Where(machine => string.Compare(machine.NameKey, key) >= 0 && string.Compare(machine.NameKey, end) < 0).OrderBy(machine => machine.NameKey).Take(Asked)),
            rows.Machines(machines.Where(machine => machine.NameKey.Contains(key)).OrderBy(machine => machine.NameKey).Take(Asked)), stop);
    }

    Task AddressedAsync(List<FoundObject> found, string text, CancellationToken stop)
    {
        var adapters = rows.Visible<NetworkAdapter>();
        var end = text + Last;
        return ReadAsync(
            found,
            rows.MachinesOf(adapters.Where(adapter => string.Compare(adapter.Address, text) >= 0 && string.Compare(adapter.Address, end) < 0).OrderBy(adapter => adapter.Address).Take(Asked), mac: false),
            rows.MachinesOf(adapters.Where(adapter => adapter.Address.Contains(text)).OrderBy(adapter => adapter.Address).Take(Asked), mac: false), stop);
    }

    Task OnMacAsync(List<FoundObject> found, string mac, CancellationToken stop)
    {
        var adapters = rows.Visible<NetworkAdapter>();
        var end = mac + Last;
        return ReadAsync(
            found,
            rows.MachinesOf(adapters.Where(adapter => string.Compare(adapter.MacAddress, mac) >= 0 && string.Compare(adapter.MacAddress, end) < 0).OrderBy(adapter => adapter.MacAddress).Take(Asked), mac: true),
            rows.MachinesOf(adapters.Where(adapter => adapter.MacAddress.Contains(mac)).OrderBy(adapter => adapter.MacAddress).Take(Asked), mac: true), stop);
    }
#pragma warning restore CA1309

    static async Task ReadAsync(List<FoundObject> found, IQueryable<FoundObject> beginning, IQueryable<FoundObject> holding, CancellationToken stop)
    {
        var first = await beginning.ToListAsync(stop);
        found.AddRange(first);
        if (first.Count < Asked) found.AddRange(await holding.ToListAsync(stop));
    }
}
