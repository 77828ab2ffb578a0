namespace OpenIaaS.Infrastructure.Background;

/// <summary>
/// A reconciler nobody asks for: it takes no input, reads what is due from tables, and may run at any moment and any number of times.
/// </summary>
public interface IEngine
{
    /// <summary>Its name in plain words; activities it asks for carry it.</summary>
    string Name { get; }

    /// <summary>How often it looks.</summary>
    TimeSpan Every { get; }

    /// <summary>The kinds of entity whose changes can bring it something to do at once.</summary>
    IReadOnlyCollection<Type> Watches { get; }

    /// <summary>When it next has something to do if nothing it watches changes before; null when only a change can bring it something. Virtual time jumps there.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken stop);

    /// <summary>Brings about what is due now; returns a sentence of what it did, or null when nothing was due.</summary>
    Task<string?> RunAsync(CancellationToken stop);
}
