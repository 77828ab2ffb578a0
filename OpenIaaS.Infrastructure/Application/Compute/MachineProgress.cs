using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>How far what is being done to machines is.</summary>
static class MachineProgress
{
    /// <summary>In percent, of those something was accepted for that has not ended. A copy is made by an activity of the machine it is a copy of.</summary>
    public static async Task<IReadOnlyDictionary<Id<VirtualMachine>, int>> OfAsync(
        ConsoleDbContext database, Id<Tenant> tenant, IReadOnlyCollection<(Id<VirtualMachine> Id, PendingAction Pending)> busy, CancellationToken stop)
    {
        if (busy.Count == 0) return new Dictionary<Id<VirtualMachine>, int>();
        var ids = busy.Select(machine => machine.Id.Value).ToList();
        var going = await database.Activities
            .Where(activity => ids.Contains(activity.TargetId) && (activity.State == ActivityState.Running || activity.State == ActivityState.Waiting))
            .Select(activity => new { activity.TargetId, activity.Progress }).ToListAsync(stop);
        var found = going.GroupBy(activity => new Id<VirtualMachine>(activity.TargetId)).ToDictionary(group => group.Key, group => group.Max(activity => activity.Progress));
        HashSet<Id<VirtualMachine>> created = [.. busy.Where(machine => machine.Pending == PendingAction.Creating && !found.ContainsKey(machine.Id)).Select(machine => machine.Id)];
        if (created.Count == 0) return found;
        var cloning = await database.Activities
            .Where(activity => activity.TenantId == tenant && activity.Type == ActivityTypes.VirtualMachineClone && (activity.State == ActivityState.Running || activity.State == ActivityState.Waiting))
            .Select(activity => new { activity.Input, activity.Progress }).ToListAsync(stop);
        foreach (var activity in cloning)
            if (JsonSerializer.Deserialize<CloneVirtualMachine.Input>(activity.Input, DomainJson.Options) is { } input && created.Contains(input.Copy)) found[input.Copy] = activity.Progress;
        return found;
    }
}
