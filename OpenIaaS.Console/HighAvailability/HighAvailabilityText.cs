namespace OpenIaaS.Console.HighAvailability;

/// <summary>Names the texts of the pages of high availability for the localizer.</summary>
public sealed class HighAvailabilityText;
