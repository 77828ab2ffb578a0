using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Where machines are going that are on their way to another pool. The tables say where they still are, so this is read from what was asked for.</summary>
static class RelocationsUnderWay
{
    /// <summary>The adapters that will be on one of these networks, each by its machine.</summary>
    public static async Task<List<Id<VirtualMachine>>> ComingToAsync(ConsoleDbContext database, IReadOnlyCollection<Id<VirtualNetwork>> networks, CancellationToken stop)
    {
        var inputs = await database.Activities
            .Where(activity => (activity.State == ActivityState.Waiting || activity.State == ActivityState.Running) && activity.Type == ActivityTypes.VirtualMachineRelocate)
            .Select(activity => activity.Input).ToListAsync(stop);
        return
        [
            .. from text in inputs
               let input = JsonSerializer.Deserialize<RelocateVirtualMachine.Input>(text, DomainJson.Options)!
               from adapter in input.Relocation.Adapters
               where adapter.Network is { } network && networks.Contains(network)
               select input.VirtualMachine,
        ];
    }
}
