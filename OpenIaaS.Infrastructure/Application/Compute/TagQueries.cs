using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>The tags of a machine by key and value.</summary>
public sealed class TagQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    public sealed record Row(Id<VirtualMachine> VirtualMachine, Id<Tenant> TenantId, MachineTag Tag);

    /// <summary>Its tags by key; none where there is no such machine.</summary>
    public async Task<Result<IReadOnlyList<Row>>> ListAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.TagRead)) return Problem.Forbidden(Permission.TagRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var tags = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Id == id).Select(machine => machine.Tags).SingleOrDefaultAsync(stop) ?? [];
        return tags.ConvertAll(tag => new Row(id, caller.TenantId, MachineTag.Read(tag)));
    }
}
