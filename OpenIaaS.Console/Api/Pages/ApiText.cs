namespace OpenIaaS.Console.Api.Pages;

/// <summary>Texts of the pages about the API.</summary>
public sealed class ApiText;
