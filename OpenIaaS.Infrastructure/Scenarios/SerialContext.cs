namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>
/// Runs everything that is awaited on one thread, first come first served: the same run takes the same path every time.
/// </summary>
sealed class SerialContext : SynchronizationContext
{
    readonly Queue<(SendOrPostCallback Callback, object? State)> queue = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (queue)
        {
            queue.Enqueue((d, state));
            Monitor.Pulse(queue);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Runs the work to its end on the calling thread.</summary>
    /// <returns>The work, ended.</returns>
    public static Task<T> RunAsync<T>(Func<SerialContext, Task<T>> work)
    {
        var before = Current;
        var context = new SerialContext();
        SetSynchronizationContext(context);
        try
        {
            var task = work(context);
            task.ContinueWith(_ => context.Post(_ => { }, null), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            while (!task.IsCompleted)
            {
                var (callback, state) = context.Next();
                callback(state);
            }

            return task;
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Lets everything that can go on go on, until nothing is left but to wait for the clock.</summary>
    public async Task DrainAsync()
    {
        do await Task.Yield();
        while (!IsEmpty());
    }

    bool IsEmpty()
    {
        lock (queue) return queue.Count == 0;
    }

    (SendOrPostCallback Callback, object? State) Next()
    {
        lock (queue)
        {
            while (queue.Count == 0) Monitor.Wait(queue);
            return queue.Dequeue();
        }
    }
}
