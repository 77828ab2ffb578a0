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

    /// <summary>Brings about what is due now; returns a sentence of what it did, or null when nothing was due.</summary>
    Task<string?> RunAsync(CancellationToken stop);
}
