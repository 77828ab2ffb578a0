using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What the system inside a machine asks for itself is an activity like any other, by an actor of its own: whoever reads the record sees that nobody used the console's buttons.</summary>
public sealed class GuestPower(IDbContextFactory<ConsoleDbContext> databases, StopVirtualMachine stopping, RestartVirtualMachine restarting) : IGuestPower
{
    /// <summary>The name that stands in the activity.</summary>
    public const string Actor = "Guest system";

    public Task<Result> PowerOffAsync(Id<VirtualMachine> machine, CancellationToken stop) =>
        AskAsync(machine, caller => stopping.SubmitAsync(new StopVirtualMachine.Input(machine), caller, stop), stop);

    public Task<Result> RestartAsync(Id<VirtualMachine> machine, bool force, CancellationToken stop) =>
        AskAsync(machine, caller => restarting.SubmitAsync(new RestartVirtualMachine.Input(machine, force), caller, stop), stop);

    async Task<Result> AskAsync(Id<VirtualMachine> machine, Func<Caller, Task<Result<Id<Activity>>>> submit, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var tenant = await database.VirtualMachines.Where(row => row.Id == machine).Select(row => (Id<Tenant>?)row.TenantId).SingleOrDefaultAsync(stop);
        if (tenant is not { } owner) return Problem.NotFound(MachineTarget.Noun, machine);
        return Result.From((await submit(Caller.System(Actor, owner))).Problems);
    }
}
