namespace OpenIaaS.Infrastructure.Persistence.Sqlite;

/// <summary>
/// One turn at a time in the order of arrival, those who cannot wait first. A patient one is let in after so many others at the latest: however much people
/// write, engines go on.
/// </summary>
sealed class WriterTurns
{
    /// <summary>How many go before one who waits patiently.</summary>
    const int MostBefore = 8;

    readonly Lock gate = new();
    readonly LinkedList<TaskCompletionSource> waiting = new();
    readonly LinkedList<TaskCompletionSource> patient = new();
    bool taken;
    int before;

    /// <summary>Completes when the turn has come; whoever is cancelled has none.</summary>
    public async Task EnterAsync(bool isPatient, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        TaskCompletionSource mine;
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return;
            }

            mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (isPatient ? patient : waiting).AddLast(mine);
        }

        await using (stop.UnsafeRegister(_ => GiveUp(mine, isPatient, stop), null)) await mine.Task;
    }

    public void Enter(bool isPatient) => EnterAsync(isPatient, CancellationToken.None).GetAwaiter().GetResult();

    public void Leave()
    {
        lock (gate)
        {
            var next = patient.First is { } calm && (waiting.First is null || before >= MostBefore) ? calm : waiting.First;
            if (next is null)
            {
                (taken, before) = (false, 0);
                return;
            }

            before = next.List == patient || patient.First is null ? 0 : before + 1;
            next.List!.Remove(next);
            next.Value.SetResult();
        }
    }

    void GiveUp(TaskCompletionSource mine, bool isPatient, CancellationToken stop)
    {
        lock (gate)
        {
            // Not there: its turn has come already, and it will leave.
            if ((isPatient ? patient : waiting).Remove(mine)) mine.SetCanceled(stop);
        }
    }
}
