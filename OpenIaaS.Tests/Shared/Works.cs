using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Tests.Shared;

/// <summary>An operation of the tests' own: switches a pool through the whole command flow, for ten simulated seconds.</summary>
sealed class Works(Submission submission, TimeProvider clock) : IOperation<Works.Input>
{
    public sealed record Input(Id<Pool> Pool, bool Fails, bool Throws = false);

    public int Runs { get; private set; }

    public int MostAtOnce { get; private set; }

    public int Undone { get; private set; }

    public string ActivityType => "test.works";

    int atOnce;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller) =>
        submission.AcceptAsync(ActivityType, Permission.InfrastructureWrite, input, caller, async database =>
        {
            var pool = await database.FindVisibleAsync(input.Pool, caller, default);
            return pool is null ? Problem.NotFound("pool", input.Pool) : new ActivityTarget("pool", pool.Id.Value, pool.Name);
        }, default);

    public async Task<Result<string>> RunAsync(Input input, ActivityProgress progress, CancellationToken stop)
    {
        Runs++;
        MostAtOnce = Math.Max(MostAtOnce, ++atOnce);
        await Task.Delay(TimeSpan.FromSeconds(10), clock, stop);
        atOnce--;
        if (input.Throws) throw new InvalidOperationException("secret detail");
        return input.Fails ? Problem.Conflict("test.refused", $"The blade said no.") : "done";
    }

    public async Task RecordAsync(Input input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var pool = await database.Pools.SingleAsync(row => row.Id == input.Pool, stop);
        pool.EnableHighAvailability(default);
    }

    public Task UndoAsync(Input input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        Undone++;
        return Task.CompletedTask;
    }
}
