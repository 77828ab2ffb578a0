namespace OpenIaaS.Console.Support;

/// <summary>Names the texts of the support pages for the localizer.</summary>
public sealed class SupportText;
