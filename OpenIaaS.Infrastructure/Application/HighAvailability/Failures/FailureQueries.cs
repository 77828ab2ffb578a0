using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

/// <summary>Reads the record of failures.</summary>
public sealed class FailureQueries(IDbContextFactory<ConsoleDbContext> databases, TimeProvider clock)
{
    /// <summary>How many failures an export reads at once.</summary>
    const int Batch = 20;

    /// <summary>Failures, the newest first.</summary>
    public async Task<Result<TablePage<FailureRow>>> ListAsync(FailureFilter filter, TableQuery query, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var failures = Matching(database, filter, caller);
        var total = await failures.CountAsync(stop);
        var page = await failures.OrderByDescending(failure => failure.DetectedAt).ThenBy(failure => failure.Id).Skip(query.Offset).Take(Math.Min(query.Count, TableQuery.Most)).ToListAsync(stop);
        var ids = page.ConvertAll(failure => failure.Id);
        var hosts = await database.FailedHosts.AsNoTracking().Where(host => ids.Contains(host.FailureId)).ToListAsync(stop);
        var machines = (await database.LostMachines.AsNoTracking().Where(machine => ids.Contains(machine.FailureId)).ToListAsync(stop)).ToLookup(machine => machine.FailureId);
        return new TablePage<FailureRow>(page.ConvertAll(failure => Row(failure, [.. hosts.Where(host => host.FailureId == failure.Id)], [.. machines[failure.Id]])), total);
    }

    /// <summary>How many failures are kept.</summary>
    public async Task<Result<int>> CountAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.VisibleTo<PoolFailure>(caller).CountAsync(stop);
    }

    /// <summary>One failure with its hosts, its machines and what was tried.</summary>
    public async Task<Result<FailureView>> FindAsync(Id<PoolFailure> id, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) return Problem.Forbidden(Permission.ComputeRead);
        await using var database = await databases.CreateDbContextAsync(stop);
        var failure = await database.FindVisibleAsync(id, caller, stop);
        if (failure is null) return Problem.NotFound("failure", id);
        var hosts = await database.FailedHosts.AsNoTracking().Where(host => host.FailureId == id).OrderBy(host => host.FailedAt).ThenBy(host => host.Name).ToListAsync(stop);
        var machines = await database.LostMachines.AsNoTracking().Where(machine => machine.FailureId == id).ToListAsync(stop);
        var attempts = (await database.RestartAttempts.AsNoTracking().Where(attempt => attempt.FailureId == id).OrderBy(attempt => attempt.FirstSequence).ToListAsync(stop)).ToLookup(attempt => attempt.MachineId);
        var known = machines.ConvertAll(machine => machine.MachineId);
        var there = (await database.VisibleTo<VirtualMachine>(caller).Where(machine => known.Contains(machine.Id)).Select(machine => machine.Id).ToListAsync(stop)).ToHashSet();
        var trying = await TryingAsync(database, machines, caller, stop);
        return new FailureView(Row(failure, hosts, machines), hosts,
        [
            .. machines.OrderBy(machine => machine.Priority switch { HighAvailabilityPriority.Restart => 0, HighAvailabilityPriority.BestEffort => 1, HighAvailabilityPriority.Disabled => 2 })
                .ThenBy(machine => machine.StartOrder).ThenByDescending(machine => machine.Memory).ThenBy(machine => machine.Name, StringComparer.Ordinal)
                .Select(machine => new LostRow(machine, there.Contains(machine.MachineId), [.. attempts[machine.MachineId]], trying.GetValueOrDefault(machine.MachineId))),
        ]);
    }

    /// <summary>Every machine of every failure that passes the filter, the newest failure first; nothing without the permission.</summary>
    public async IAsyncEnumerable<FailureLine> ExportAsync(FailureFilter filter, Caller caller, [EnumeratorCancellation] CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeRead)) yield break;
        await using var database = await databases.CreateDbContextAsync(stop);
        var failures = await Matching(database, filter, caller).OrderByDescending(failure => failure.DetectedAt).ThenBy(failure => failure.Id).ToListAsync(stop);
        foreach (var part in failures.Chunk(Batch))
        {
            var ids = part.Select(failure => failure.Id).ToList();
            var machines = (await database.LostMachines.AsNoTracking().Where(machine => ids.Contains(machine.FailureId)).ToListAsync(stop)).ToLookup(machine => machine.FailureId);
            foreach (var failure in part)
                foreach (var machine in machines[failure.Id].OrderBy(machine => machine.Name, StringComparer.Ordinal).ThenBy(machine => machine.MachineId.Value)) yield return new FailureLine(failure, machine);
        }
    }

    static IQueryable<PoolFailure> Matching(ConsoleDbContext database, FailureFilter filter, Caller caller)
    {
        var failures = database.VisibleTo<PoolFailure>(caller).AsNoTracking();
        if (filter.Pool is { } pool) failures = failures.Where(failure => failure.PoolId == pool);
        if (filter.Host is { } host) failures = failures.Where(failure => database.FailedHosts.Any(row => row.FailureId == failure.Id && row.HostId == host));
        if (filter.Machine is { } machine) failures = failures.Where(failure => database.LostMachines.Any(row => row.FailureId == failure.Id && row.MachineId == machine));
        if (filter.From is { } from) failures = failures.Where(failure => failure.DetectedAt >= from);
        if (filter.Until is { } until) failures = failures.Where(failure => failure.DetectedAt < until);
        return filter.IsRunning is { } running
            ? failures.Where(failure => database.LostMachines.Any(row => row.FailureId == failure.Id && row.State == LossState.Waits) == running)
            : failures;
    }

    FailureRow Row(PoolFailure failure, List<FailedHost> hosts, List<LostMachine> machines) => new(
        failure, string.Join(", ", hosts.OrderBy(host => host.FailedAt).ThenBy(host => host.Name, StringComparer.Ordinal).Select(host => host.Name)), hosts.Count,
        FailureMeasure.Of(failure, machines, clock.GetUtcNow()));

    static async Task<Dictionary<Id<VirtualMachine>, RunningAttempt>> TryingAsync(ConsoleDbContext database, List<LostMachine> machines, Caller caller, CancellationToken stop)
    {
        var waiting = machines.Where(machine => machine.State == LossState.Waits).Select(machine => machine.MachineId.Value).ToList();
        if (waiting.Count == 0) return [];
        var open = await database.VisibleTo<Activity>(caller).AsNoTracking()
            .Where(activity => activity.Type == ActivityTypes.VirtualMachineRecover && (activity.State == ActivityState.Waiting || activity.State == ActivityState.Running) && waiting.Contains(activity.TargetId)).ToListAsync(stop);
        return open.ToDictionary(
            activity => new Id<VirtualMachine>(activity.TargetId),
            activity => new RunningAttempt(activity.Id, activity.Sequence, JsonSerializer.Deserialize<RecoverVirtualMachine.Input>(activity.Input, DomainJson.Options)!.HostName, activity.CreatedAt, activity.Progress));
    }
}
