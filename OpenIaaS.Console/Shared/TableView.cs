namespace OpenIaaS.Console.Shared;

/// <summary>Which page of a table is shown and how it is sorted: what belongs into the address. Pages count from 1.</summary>
public sealed record TableView(int Page = 1, int Size = 25, string? Sort = null, bool Descending = false)
{
    public static readonly IReadOnlyList<int> Sizes = [10, 25, 50, 100];

    public TableQuery Query => new((Page - 1) * Size, Size, Sort, Descending);
}
