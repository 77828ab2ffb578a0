using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Whose console it is, and whether it may be open now: asked before it opens, and again and again while it is.</summary>
public sealed class ConsoleQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    public async Task<Result<ConsoleView>> FindAsync(Id<VirtualMachine> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ConsoleAccess)) return Problem.Forbidden(Permission.ConsoleAccess);
        await using var database = await databases.CreateDbContextAsync(stop);
        var machine = await database.VisibleTo<VirtualMachine>(caller).Where(row => row.Id == id).Select(row => new { row.Name, row.GuestSystem, row.Power, row.Pending }).SingleOrDefaultAsync(stop);
        return machine is null
            ? Problem.NotFound(MachineTarget.Noun, id)
            : new ConsoleView(id, machine.Name, machine.GuestSystem, ConsoleRule.CanOpen(machine.Name, machine.Power, machine.Pending).First);
    }
}

/// <param name="Refusal">Why it cannot be open now, or null.</param>
public sealed record ConsoleView(Id<VirtualMachine> Id, string Name, string GuestSystem, Problem? Refusal);
