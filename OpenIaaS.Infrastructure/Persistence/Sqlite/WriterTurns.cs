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
    readonly LinkedList<SemaphoreSlim> hurried = new();
    readonly LinkedList<SemaphoreSlim> patient = new();
    bool taken;
    int before;

    /// <summary>Returns when the turn has come.</summary>
    public void Enter(bool isPatient)
    {
        if (Queue(isPatient) is { } mine) mine.Wait();
    }

    /// <summary>Completes when the turn has come; whoever is cancelled has none.</summary>
    public async Task EnterAsync(bool isPatient, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (Queue(isPatient) is not { } mine) return;
        try
        {
            await mine.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            if (!GiveUp(mine, isPatient)) Leave();
            throw;
        }
    }

    /// <summary>Ends the turn: it is the next one's.</summary>
    public void Leave()
    {
        lock (gate)
        {
            var next = patient.First is { } calm && (hurried.First is null || before >= MostBefore) ? calm : hurried.First;
            if (next is null)
            {
                (taken, before) = (false, 0);
                return;
            }

            before = next.List == patient || patient.First is null ? 0 : before + 1;
            next.List!.Remove(next);
            next.Value.Release();
        }
    }

    /// <summary>What to wait for; null when nobody has the turn, which is taken with it.</summary>
    SemaphoreSlim? Queue(bool isPatient)
    {
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return null;
            }

            return (isPatient ? patient : hurried).AddLast(new SemaphoreSlim(0, 1)).Value;
        }
    }

    /// <summary>Whether it was still waiting; otherwise its turn has come in between.</summary>
    bool GiveUp(SemaphoreSlim mine, bool isPatient)
    {
        lock (gate) return (isPatient ? patient : hurried).Remove(mine);
    }
}
