namespace OpenIaaS.Console.Shared;

/// <summary>Ids that tie labels to fields inside one document; unique in the process, without meaning.</summary>
static class ElementIds
{
    static long last;

    public static string Next(string prefix) => $"{prefix}-{Interlocked.Increment(ref last)}";
}
