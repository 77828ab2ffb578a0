using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>Draws the machines of a tenant and builds pools around them.</summary>
sealed class DemoTenants(DemoScene scene, IReadOnlyList<AvailabilityZone> zones, int machines)
{
    /// <summary>A place with more machines has more pools.</summary>
    const int MostInPool = 400;

    /// <summary>Every so many machines one is powered off.</summary>
    const int PoweredOff = 11;

    double share;

    public void Build(Tenant tenant, DemoLayout.Tenant layout, bool isMain)
    {
        var index = 0;
        List<List<DemoPool>> places = [];
        foreach (var place in layout.Places)
        {
            // Rounding the running sum, not each part, so that the parts always add up to the whole.
            var before = Rounded(share);
            share += place.Share;
            var drawn = Enumerable.Range(0, Rounded(share) - before).Select(number => Draw(tenant, layout, index++, number)).ToList();
            var groups = drawn.Count == 0 ? [[]] : drawn.Chunk((drawn.Count / (((drawn.Count - 1) / MostInPool) + 1)) + 1).ToList();
            places.Add([.. groups.Select((group, number) => new DemoPool(scene, tenant.Id, zones[place.Zone], place, group, isMain && place.Zone == 0))]);
        }

        Protect(tenant, layout, places);
        foreach (var pool in places.SelectMany(pools => pools)) DemoCatalog.Fill(scene, pool);
        var replication = new DemoReplication(scene);
        for (var place = 0; place < places.Count - 1; place++)
            for (var pool = 0; pool < places[place].Count; pool++)
                replication.Replicate(places[place][pool], places[place + 1][pool % places[place + 1].Count]);
        foreach (var pool in places.SelectMany(pools => pools)) pool.Provision();
    }

    int Rounded(double part) => (int)Math.Round(machines * part, MidpointRounding.AwayFromZero);

    DemoMachine Draw(Tenant tenant, DemoLayout.Tenant layout, int index, int number)
    {
        var role = DemoRole.Cycle[number % DemoRole.Cycle.Count];
        var key = $"{tenant.Name}/{index}";
        var application = scene.Chance.Of(key, "application", layout.Applications);
        var name = DemoNames.TakenOverAt(index) ?? $"{application}-{role.Suffix}-{scene.Number($"{tenant.Name} {application} {role.Suffix}"):00}";
        var isOff = index % PoweredOff == PoweredOff - 1 || DemoProtection.IsLeftOut(index);
        return new DemoMachine(
            index, name, application, role, scene.Chance.Of(key, "cpus", role.VirtualCpus), ByteSize.FromGiB(scene.Chance.Of(key, "memory", role.Memory)),
            scene.Chance.Of(key, "guest", role.Guests), !isOff);
    }

    void Protect(Tenant tenant, DemoLayout.Tenant layout, List<List<DemoPool>> places)
    {
        foreach (var (place, pools) in layout.Places.Zip(places))
        {
            var policies = DemoProtection.Deliver(scene, tenant.Id, zones[place.Zone].Id);
            foreach (var machine in pools.SelectMany(pool => pool.Machines)) DemoProtection.Assign(scene, machine, policies);
        }
    }
}
