using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Whether a machine can be failed over, tried or brought back, as far as that is known without asking where its copy would run.</summary>
static class MachineRecovery
{
    public static async Task<MachineActions> WithAsync(MachineActions actions, ConsoleDbContext database, VirtualMachine machine, CancellationToken stop)
    {
        var replica = await database.Replicas.AsNoTracking().SingleOrDefaultAsync(row => row.MachineId == machine.Id, stop);
        var open = await database.Failovers.AsNoTracking().Where(row => (row.MachineId == machine.Id || row.CopyId == machine.Id) && row.EndedAt == null).ToListAsync(stop);
        return actions with
        {
            // A planned one makes the point it starts from.
            FailOver = FailoverCheck.CheckReplica(machine.Name, replica, hasPoint: true, testRuns: false).First,
            TestFailover = FailoverCheck.CheckReplica(machine.Name, replica, replica?.LastPointAt is not null, open.Exists(row => row.Kind == FailoverKind.Test)).First,
            FailBack = FailbackCheck.CheckOpen(machine.Name, open.Find(row => row.Kind != FailoverKind.Test)).First,
        };
    }
}
