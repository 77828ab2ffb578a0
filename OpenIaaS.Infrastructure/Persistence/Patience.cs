namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>
/// Whether what runs can wait: engines and the worker say so of themselves, and it holds for all they call. Where writers queue, those that somebody
/// waits for go first.
/// </summary>
static class Patience
{
    static readonly AsyncLocal<bool> Flow = new();

    public static bool IsPatient => Flow.Value;

    /// <summary>From here on, in this flow and in all it begins.</summary>
    public static void Begin() => Flow.Value = true;
}
