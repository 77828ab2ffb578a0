using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation.Consoles;

namespace OpenIaaS.Infrastructure.Simulation;

static class SimulationRegistration
{
    /// <summary>Puts simulated hardware behind the ports. Needs <see cref="SimulationOptions"/>, a clock and the database.</summary>
    public static IServiceCollection AddSimulation(this IServiceCollection services)
    {
        services.AddSingleton<SimulationStore>().AddSingleton<Durations>().AddSingleton<Guest>().AddSingleton<Faults>().AddSingleton<Fleet>().AddSingleton<Upcoming>().AddSingleton<Wiring>().AddSingleton<Heartbeats>().AddSingleton<Rebuilds>();
        services.AddSingleton<IHypervisor, SimulatedHypervisor>().AddSingleton<IBladeFabric, SimulatedBladeFabric>();
        services.AddSingleton<IBlockStorage, SimulatedBlockStorage>().AddSingleton<IReplicationLink, SimulatedReplicationLink>();
        services.AddSingleton<IHardware, SimulatedHardware>().AddSingleton<IMetrics, SimulatedMetrics>();
        services.AddSingleton<INetworkFabric, SimulatedNetworkFabric>().AddSingleton<FactReader>().AddSingleton<IMachineConsole, SimulatedConsole>();
        return services;
    }
}
