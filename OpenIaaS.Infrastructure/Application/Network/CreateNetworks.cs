using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Orders new networks: each gets its VLAN ID at once and an activity for each pool it is propagated to, all of them or none.</summary>
public sealed class CreateNetworks(Submission submission, IdSource ids, TimeProvider clock) : ICommand
{
    /// <param name="Names">1 to 20 names.</param>
    /// <param name="Pools">The pools they are propagated to; may be none, and then they are propagated later.</param>
    public sealed record Input(IReadOnlyList<string> Names, IReadOnlyList<Id<Pool>> Pools);

    public string ActivityType => ActivityTypes.NetworkCreate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        string[] names = [.. input.Names.Select(name => name.Trim())];
        Id<Pool>[] pools = [.. input.Pools.Distinct()];
        // Counted before the names are: an order of too many is refused, and needs no identities.
        var count = Math.Min(names.Length, NetworkOrder.Most);
        var networks = Enumerable.Range(0, count).Select(_ => ids.Next<BackboneNetwork>()).ToArray();
        var parts = Enumerable.Range(0, count * pools.Length).Select(_ => (Propagation: ids.Next<Propagation>(), There: ids.Next<VirtualNetwork>(), Activity: ids.Next<Activity>())).ToArray();
        return submission.CarryOutAsync(ActivityType, Permission.NetworkWrite, input, caller, async database =>
        {
            List<Pool> places = [];
            foreach (var id in pools)
            {
                if (await database.FindVisibleAsync(id, caller, stop) is not { } pool) return Problem.NotFound("pool", id);
                places.Add(pool);
            }

            var check = NetworkOrder.Check(names, await database.VisibleTo<BackboneNetwork>(caller).Select(network => network.Name).ToListAsync(stop));
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
            var tenant = await database.Tenants.AsNoTracking().SingleAsync(row => row.Id == caller.TenantId, stop);
            var vlans = VlanPlan.Next(count, await TakenAsync(database, tenant.OrganizationId, stop));
            if (!vlans.Ok) return Result<ActivityTarget>.Refused(vlans.Problems);
            for (var at = 0; at < count; at++)
            {
                var network = new BackboneNetwork(networks[at], tenant, names[at], vlans.Value[at], clock.GetUtcNow());
                database.Add(network);
                for (var place = 0; place < places.Count; place++)
                {
                    var part = parts[(at * places.Count) + place];
                    var propagation = new Propagation(part.Propagation, places[place].TenantId, network.Id, places[place].Id);
                    database.Add(propagation);
                    database.Add(PropagateNetwork.AsPart(part.Activity, network, places[place], propagation, part.There, caller, clock.GetUtcNow()));
                }
            }

            return new ActivityTarget(NetworkCase.Noun, networks[0].Value, string.Join(", ", names));
        }, stop);
    }

    static async Task<HashSet<int>> TakenAsync(ConsoleDbContext database, Id<Organization> organization, CancellationToken stop) =>
        [.. (await database.BackboneNetworks.Where(network => network.OrganizationId == organization && network.VlanId != null).Select(network => network.VlanId!.Value).ToListAsync(stop))];
}
