using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Identity;

/// <summary>Queries that forget whose the objects are, each in another way, and one that shows nobody anything.</summary>
sealed class LeakyQueries(IDbContextFactory<ConsoleDbContext> databases)
{
    public async Task<Result<List<string>>> NamesAsync(Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return caller.May(Permission.ComputeRead) ? await database.VirtualMachines.Select(machine => machine.Name).ToListAsync(stop) : [];
    }

    public async Task<int> CountAsync(Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return caller.May(Permission.ComputeRead) ? await database.Hosts.CountAsync(stop) : 0;
    }

    /// <summary>Finds the machine of the tenant alone, and the name of anybody's policy.</summary>
    public async Task<Result<string>> PolicyAsync(Id<VirtualMachine> machine, Id<BackupPolicy> policy, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(machine, caller, stop) is null) return Problem.NotFound("virtual machine", machine);
        return await database.BackupPolicies.Where(row => row.Id == policy).Select(row => row.Name).SingleOrDefaultAsync(stop) ?? "none";
    }

    /// <summary>Names what it refuses to show.</summary>
    public async Task<Result<int>> RefusedAsync(Id<VirtualMachine> machine, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.VirtualMachines.SingleOrDefaultAsync(row => row.Id == machine, stop);
        return found?.TenantId == caller.TenantId ? 1 : Problem.NotFound("virtual machine", found?.Name ?? $"{machine}");
    }

    public async Task<Result<List<string>>> NothingAsync(Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Name == "text").Select(machine => machine.Name).ToListAsync(stop);
    }
}

/// <summary>Finds nothing, and has touched the row already.</summary>
sealed class TouchesFirst(IDbContextFactory<ConsoleDbContext> databases) : ICommand
{
    public string ActivityType => "test.touches-first";

    public async Task<Result<Id<Activity>>> SubmitAsync(Id<VirtualMachine> machine, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await database.VirtualMachines.Where(row => row.Id == machine).ExecuteUpdateAsync(row => row.SetProperty(it => it.GuestSystem, caller.Name), stop);
        return Problem.NotFound("virtual machine", machine);
    }
}

/// <summary>Asks whose the machine is, and not whose the policy.</summary>
sealed class TakesAnyPolicy(Submission submission) : ICommand
{
    public sealed record Input(Id<VirtualMachine> VirtualMachine, Id<BackupPolicy> Policy);

    public string ActivityType => "test.takes-any-policy";

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.BackupWrite, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound("virtual machine", input.VirtualMachine);
            var policy = await database.BackupPolicies.SingleAsync(row => row.Id == input.Policy, stop);
            return new ActivityTarget("virtual machine", machine.Id.Value, policy.Name);
        }, stop);
}

/// <summary>Asks whose the machine is, and refuses for another reason before it looks for the policy.</summary>
sealed class RefusesFirst(IDbContextFactory<ConsoleDbContext> databases) : ICommand
{
    public string ActivityType => "test.refuses-first";

    public async Task<Result<Id<Activity>>> SubmitAsync(TakesAnyPolicy.Input input, Caller caller, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.FindVisibleAsync(input.VirtualMachine, caller, stop) is null
            ? Problem.NotFound("virtual machine", input.VirtualMachine)
            : Problem.Conflict("test.refused", $"Not today.");
    }
}
