using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Who is master of a pool once its master is gone: the first connected host by name.</summary>
static class MasterElection
{
    /// <summary>Passes the role on, if the host that leaves has it and there is another one to take it.</summary>
    public static async Task PassOnAsync(ConsoleDbContext database, Host leaving, CancellationToken stop)
    {
        if (!leaving.IsMaster) return;
        var next = await database.Hosts.Where(host => host.PoolId == leaving.PoolId && host.Id != leaving.Id && host.Status == HostStatus.Connected)
            .OrderBy(host => host.Name).FirstOrDefaultAsync(stop);
        if (next is null) return;
        leaving.SetMaster(false);
        next.SetMaster(true);
    }
}
