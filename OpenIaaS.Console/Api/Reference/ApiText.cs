namespace OpenIaaS.Console.Api.Reference;

/// <summary>Texts of the pages about the API.</summary>
public sealed class ApiText;
