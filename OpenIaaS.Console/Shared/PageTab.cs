namespace OpenIaaS.Console.Shared;

/// <summary>One tab of a page: a place with an address of its own.</summary>
public sealed record PageTab(string Text, string Href, bool Current, int? Count = null);
