namespace OpenIaaS.Infrastructure.Application;

/// <summary>Some rows of a list and the number of rows there are in all.</summary>
public sealed record TablePage<TRow>(IReadOnlyList<TRow> Rows, int Total);
