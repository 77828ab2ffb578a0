namespace OpenIaaS.Infrastructure.Application;

/// <summary>Which rows of a list are asked for. <see cref="Sort"/> is a column's sort key, null the list's own order.</summary>
public sealed record TableQuery(int Offset, int Count, string? Sort, bool Descending)
{
    /// <summary>The most rows one answer carries, whoever asks.</summary>
    public const int Most = 200;
}
