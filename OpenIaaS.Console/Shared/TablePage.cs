namespace OpenIaaS.Console.Shared;

/// <summary>One page of rows and the number of rows there are in all.</summary>
public sealed record TablePage<TRow>(IReadOnlyList<TRow> Rows, int Total);
