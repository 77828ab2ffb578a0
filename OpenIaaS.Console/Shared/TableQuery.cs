namespace OpenIaaS.Console.Shared;

/// <summary>What a <see cref="ResourceTable{TRow}"/> asks of the server for one page. <see cref="Sort"/> is a column's sort key, null the page's own order.</summary>
public sealed record TableQuery(int Offset, int Count, string? Sort, bool Descending);
