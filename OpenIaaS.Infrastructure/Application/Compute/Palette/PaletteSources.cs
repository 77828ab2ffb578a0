using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute.Palette;

/// <summary>What each kind of object is searched by, and for whom, one question to the database after the other.</summary>
sealed class PaletteSources(ConsoleDbContext database, Caller caller)
{
    /// <summary>What is asked of each kind: more than is shown, so that the better answers among them come first.</summary>
    const int Asked = 3 * PaletteQueries.Shown;

    /// <summary>How far back activities are looked through for a name.</summary>
    const int NewestActivities = 500;

    /// <summary>How many replicas of machines that were found are shown beside them.</summary>
    const int Replicas = 2;

    readonly PaletteRows rows = new(database, caller);

    public async Task<List<FoundObject>> FindAsync(string text, CancellationToken stop)
    {
        var key = text.ToUpperInvariant();
        List<FoundObject> found = [];
        if (caller.May(Permission.ComputeRead)) await FindComputeAsync(found, text, key, stop);
        if (caller.May(Permission.NetworkRead)) found.AddRange(await Named(rows.Networks(), key).ToListAsync(stop));
        if (caller.May(Permission.BackupRead)) found.AddRange(await Named(rows.BackupPolicies(), key).ToListAsync(stop));
        if (TicketQueries.MayRead(caller)) found.AddRange(await TicketsAsync(text, stop));
        if (caller.May(Permission.ActivityRead)) found.AddRange(await ActivitiesAsync(text, stop));
        return found;
    }

    public async Task<List<FoundObject>> OfAsync(NamedObjects named, CancellationToken stop)
    {
        List<FoundObject> found = [];
        if (caller.May(Permission.ComputeRead))
        {
            await AddAsync(named.Machines, id => rows.Machines(rows.Visible<VirtualMachine>().Where(machine => machine.Id == id)));
            await AddAsync(named.Hosts, id => rows.Hosts(host => host.Id == id));
            await AddAsync(named.Pools, id => rows.Pools(pool => pool.Id == id));
            await AddAsync(named.Zones, id => rows.Zones(zone => zone.Id == id));
            await AddAsync(named.Storages, id => rows.Storages(storage => storage.Id == id));
            await AddAsync(named.Disks, id => rows.Disks(rows.Visible<VirtualDisk>().Where(disk => disk.Id == id)));
            await AddAsync(named.Templates, id => rows.Templates(template => template.Id == id));
            await AddAsync(named.Images, id => rows.Images(image => image.Id == id));
            await AddAsync(named.ReplicationPolicies, id => rows.ReplicationPolicies(policy => policy.Id == id));
            await AddAsync(named.Replicas, id => rows.Replicas(replica => replica.Id == id));
        }

        if (caller.May(Permission.NetworkRead)) await AddAsync(named.Networks, id => rows.Networks(network => network.Id == id));
        if (caller.May(Permission.BackupRead)) await AddAsync(named.BackupPolicies, id => rows.BackupPolicies(policy => policy.Id == id));
        if (TicketQueries.MayRead(caller)) await AddAsync(named.Tickets, id => rows.Tickets(ticket => ticket.Id == id));
        if (caller.May(Permission.ActivityRead)) await AddAsync(named.Activities, id => PaletteRows.Activities(rows.Visible<Activity>().Where(activity => activity.Id == id)));
        return found;

        // One by one: asked for several at once, SQLite goes through all of the tenant's.
        async Task AddAsync<T>(IEnumerable<Id<T>> asked, Func<Id<T>, IQueryable<FoundObject>> query)
        {
            foreach (var id in asked) found.AddRange(await query(id).ToListAsync(stop));
        }
    }

    async Task FindComputeAsync(List<FoundObject> found, string text, string key, CancellationToken stop)
    {
        var machines = await new MachineSearch(rows).FindAsync(text, key, stop);
        found.AddRange(machines);
        found.AddRange(await Named(rows.Hosts(), key).ToListAsync(stop));
        found.AddRange(await Named(rows.Pools(), key).ToListAsync(stop));
        found.AddRange(await Named(rows.Zones(), key).ToListAsync(stop));
        found.AddRange(await Named(rows.Storages(), key).ToListAsync(stop));
        found.AddRange(await DisksAsync(text, stop));
        found.AddRange(await Named(rows.Templates(), key).ToListAsync(stop));
        found.AddRange(await Named(rows.Images(), key).ToListAsync(stop));
        found.AddRange(await Named(rows.ReplicationPolicies(), key).ToListAsync(stop));
        var first = machines.OrderBy(machine => machine.Rank(text)).ThenBy(machine => machine.Name.Length).Take(PaletteQueries.Shown).Select(machine => machine.Replica).OfType<Id<Replica>>();
        found.AddRange(await OfAsync(new NamedObjects { Replicas = [.. first.Take(Replicas)] }, stop));
    }

#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL, whose own upper() compares
    /// <summary>Those of a kind of which a tenant has few: the database may look at each of them.</summary>
    static IQueryable<FoundObject> Named(IQueryable<FoundObject> kind, string key) => kind
        .Where(one => one.Name.ToUpper().Contains(key)).OrderBy(one => one.Name.ToUpper().StartsWith(key) ? 0 : 1).ThenBy(one => one.Name).Take(Asked);
#pragma warning restore CA1304, CA1311, CA1862

    /// <summary>As it was typed or in lower case, for disks keep no name to compare by: through the index of their names, in its order.</summary>
    Task<List<FoundObject>> DisksAsync(string text, CancellationToken stop)
    {
        var lower = text.ToLowerInvariant();
        var disks = rows.Visible<VirtualDisk>();
        return rows.Disks((lower == text ? disks.Where(disk => disk.Name.Contains(text)) : disks.Where(disk => disk.Name.Contains(text) || disk.Name.Contains(lower)))
            .OrderBy(disk => disk.Name).Take(Asked)).ToListAsync(stop);
    }

    Task<List<FoundObject>> TicketsAsync(string text, CancellationToken stop)
    {
        var key = Ticket.KeyOf(text);
        var number = long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        return rows.Tickets(ticket => ticket.Number == number || ticket.TitleKey.Contains(key)).OrderByDescending(ticket => ticket.Number).Take(Asked).ToListAsync(stop);
    }

    /// <summary>Activities are looked for among the newest: they only grow more.</summary>
    async Task<List<FoundObject>> ActivitiesAsync(string text, CancellationToken stop)
    {
        var newest = rows.Visible<Activity>().OrderByDescending(activity => activity.Sequence).Take(NewestActivities);
        var found = await PaletteRows.Activities(newest.Where(activity => activity.TargetName.Contains(text)).OrderByDescending(activity => activity.Sequence).Take(Asked)).ToListAsync(stop);
        if (!text.StartsWith('#') || !long.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return found;
        return [.. found, .. await PaletteRows.Activities(rows.Visible<Activity>().Where(activity => activity.Sequence == number)).ToListAsync(stop)];
    }
}
