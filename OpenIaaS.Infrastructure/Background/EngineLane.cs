using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Background;

/// <summary>
/// Where engines and the worker run: on all processors but one, behind writes that somebody waits for. However much they have to catch up with, a request
/// finds a processor.
/// </summary>
static class EngineLane
{
    static readonly TaskScheduler Scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount - 1)).ConcurrentScheduler;

    /// <summary>Runs work there, to its end and with all it begins.</summary>
    public static Task RunAsync(Func<Task> work, CancellationToken stop) => Task.Factory.StartNew(
        () =>
        {
            Patience.Begin();
            return work();
        },
        stop, TaskCreationOptions.None, Scheduler).Unwrap();
}
