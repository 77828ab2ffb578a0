using System.Text.Json;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>A command that goes on after it was accepted. The worker calls it with the input as it was stored.</summary>
public interface IOperation : ICommand
{
    /// <summary>Does the work outside the database. May be called again from the top after a crash: ports are idempotent by key.</summary>
    /// <returns>The outcome handed back with the activity, or why it failed.</returns>
    Task<Result<string>> RunAsync(string input, ActivityProgress progress, CancellationToken stop);

    /// <summary>Writes what is now true; saved together with the end of the activity.</summary>
    Task RecordAsync(string input, string outcome, ConsoleDbContext database, CancellationToken stop);

    /// <summary>Takes back what accepting it wrote; saved together with the failure of the activity.</summary>
    Task UndoAsync(string input, string reason, ConsoleDbContext database, CancellationToken stop);
}

/// <inheritdoc/>
public interface IOperation<TInput> : IOperation
{
    /// <inheritdoc cref="IOperation.RunAsync"/>
    Task<Result<string>> RunAsync(TInput input, ActivityProgress progress, CancellationToken stop);

    /// <inheritdoc cref="IOperation.RecordAsync"/>
    Task RecordAsync(TInput input, string outcome, ConsoleDbContext database, CancellationToken stop);

    /// <inheritdoc cref="IOperation.UndoAsync"/>
    Task UndoAsync(TInput input, string reason, ConsoleDbContext database, CancellationToken stop);

    Task<Result<string>> IOperation.RunAsync(string input, ActivityProgress progress, CancellationToken stop) => RunAsync(Read(input), progress, stop);

    Task IOperation.RecordAsync(string input, string outcome, ConsoleDbContext database, CancellationToken stop) => RecordAsync(Read(input), outcome, database, stop);

    Task IOperation.UndoAsync(string input, string reason, ConsoleDbContext database, CancellationToken stop) => UndoAsync(Read(input), reason, database, stop);

    private static TInput Read(string input) => JsonSerializer.Deserialize<TInput>(input, DomainJson.Options)!;
}
