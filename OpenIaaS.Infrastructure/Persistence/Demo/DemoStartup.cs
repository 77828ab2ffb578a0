using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>Builds the demo world at start where the settings, or Development, ask for it.</summary>
sealed class DemoStartup(IOptions<Settings> settings, IHostEnvironment environment, DemoWorld world, ILogger<DemoStartup> log)
{
    public async Task BuildAsync(CancellationToken stop)
    {
        var demo = settings.Value.Demo;
        if (!(demo.Enabled ?? environment.IsDevelopment())) return;
        if (await world.BuildAsync(demo.VirtualMachines, stop)) log.LogInformation("Built the demo world with {Machines} virtual machines", demo.VirtualMachines);
    }
}
