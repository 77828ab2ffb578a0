using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>
/// Builds two organizations with everything they have into an empty database: the rows of the console and the hardware behind them. The same
/// seed and moment give the same world, whatever its size.
/// </summary>
sealed class DemoWorld(IDbContextFactory<ConsoleDbContext> databases, Fleet fleet, Guest guest, SimulationOptions simulation, TimeProvider clock)
{
    /// <summary>Builds it, all of it or nothing: a start that was killed half way finds the database empty again.</summary>
    /// <param name="machines">How many virtual machines it has in all, 0 or more.</param>
    /// <returns>Whether it was built; not when something is there already.</returns>
    public async Task<bool> BuildAsync(int machines, CancellationToken stop)
    {
        await using (var database = await databases.CreateDbContextAsync(stop))
            if (!await IsEmptyAsync(database, stop)) return false;
        var scene = Compose(machines);
        // Asked once more when it is our turn: another node that started at the same moment may have been first.
        return await fleet.ImportAsync(scene.Hardware, scene.Rows, database => IsEmptyAsync(database, stop), stop);
    }

    /// <summary>Draws the world without keeping it anywhere.</summary>
    public DemoScene Compose(int machines)
    {
        var scene = new DemoScene(simulation.Seed, clock.GetUtcNow(), guest, clock);
        var zones = Land(scene);
        var tenants = new DemoTenants(scene, zones, machines);
        foreach (var layout in DemoLayout.Organizations)
        {
            var organization = scene.Add(new Organization(scene.Ids.Next<Organization>(), layout.Name));
            var user = DemoPeople.Hire(scene, organization, layout.Operator);
            foreach (var part in layout.Tenants)
            {
                var tenant = scene.Add(new Tenant(scene.Ids.Next<Tenant>(), organization.Id, part.Name, part.IsSecNumCloud));
                DemoPeople.Join(scene, user, tenant);
                if (user.LastTenantId == tenant.Id) DemoPeople.FileTickets(scene, user, organization, tenant);
                tenants.Build(tenant, part, isMain: ReferenceEquals(part, DemoLayout.Organizations[0].Tenants[0]));
            }
        }

        DemoNetworks.Lay(scene);
        DemoVpc.Lay(scene, scene.Rows.OfType<Tenant>().First());
        return scene;
    }

    static List<AvailabilityZone> Land(DemoScene scene)
    {
        var region = scene.Add(new Region(scene.Ids.Next<Region>(), DemoLayout.Region, DemoLayout.RegionCode));
        var zones = DemoLayout.Zones.Select(zone => scene.Add(new AvailabilityZone(scene.Ids.Next<AvailabilityZone>(), region.Id, zone.Name, zone.City))).ToList();
        foreach (var link in DemoLayout.Links)
        {
            var laid = scene.Add(new ZoneLink(scene.Ids.Next<ZoneLink>(), zones[link.From].Id, zones[link.To].Id, link.Megabits, link.LatencyMilliseconds));
            scene.Links.Add(new FleetPlan.Link(laid.Id, laid.FromId, laid.ToId, laid.Megabits, laid.LatencyMilliseconds));
        }

        return zones;
    }

    static async Task<bool> IsEmptyAsync(ConsoleDbContext database, CancellationToken stop) =>
        !await database.Organizations.AnyAsync(stop) && !await database.Users.AnyAsync(stop) && !await database.Regions.AnyAsync(stop);
}
