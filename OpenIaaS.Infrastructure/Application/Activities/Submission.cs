using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>
/// The one door every change goes through: permission, then rule, then the change and its activity in one transaction.
/// A command without a permission does not compile.
/// </summary>
public sealed class Submission(IDbContextFactory<ConsoleDbContext> databases, IdSource ids, TimeProvider clock, WorkSignal signal)
{
    /// <summary>How often a change is tried again when another one touched the same rows in between (two machines on one storage).</summary>
    const int Attempts = 16;

    /// <summary>Accepts work that the worker goes on with.</summary>
    /// <param name="apply">Loads, asks the rules and changes; returns what the activity is about, or the refusal. May be called again on a fresh context.</param>
    public async Task<Result<Id<Activity>>> AcceptAsync<TInput>(
        string type, string permission, TInput input, Caller caller, Func<ConsoleDbContext, Task<Result<ActivityTarget>>> apply, CancellationToken stop)
    {
        var accepted = await SaveAsync(type, permission, input, caller, apply, ended: false, stop);
        if (accepted.Ok) signal.Wake();
        return accepted;
    }

    /// <summary>Carries out a change that is whole once it is saved: its activity is completed in the same transaction.</summary>
    public Task<Result<Id<Activity>>> CarryOutAsync<TInput>(
        string type, string permission, TInput input, Caller caller, Func<ConsoleDbContext, Task<Result<ActivityTarget>>> apply, CancellationToken stop) =>
        SaveAsync(type, permission, input, caller, apply, ended: true, stop);

    async Task<Result<Id<Activity>>> SaveAsync<TInput>(
        string type, string permission, TInput input, Caller caller, Func<ConsoleDbContext, Task<Result<ActivityTarget>>> apply, bool ended, CancellationToken stop)
    {
        if (!caller.May(permission)) return Problem.Forbidden(permission);
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var target = await apply(database);
            if (!target.Ok) return Result<Id<Activity>>.Refused(target.Problems);

            var now = clock.GetUtcNow();
            var activity = new Activity(ids.Next<Activity>(), type, target.Value, caller, JsonSerializer.Serialize(input, DomainJson.Options), now);
            // An engine asks nobody: the moves of an evacuation are not somebody's decision.
            if (input is IKnowingly { EvenIfUnprotected: true } && !caller.IsSystem) activity.Note(ActivityRemarks.EvenIfUnprotected);
            if (ended) activity.Complete(target.Value.Id.ToString(), now);
            database.Activities.Add(activity);
            try
            {
                await database.SaveChangesAsync(stop);
                return activity.Id;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Somebody else was faster on a row we read: ask the rules again on what is there now.
            }
            catch (DbUpdateConcurrencyException)
            {
                return Problem.Changed(target.Value.Noun, target.Value.Name);
            }
            catch (DbUpdateException error) when (DatabaseErrors.IsUniqueViolation(error) && attempt < Attempts)
            {
                // The rules see the other row now and refuse with their own sentence.
            }
        }
    }
}
