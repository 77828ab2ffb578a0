namespace OpenIaaS.Console.Activities;

/// <summary>Names the texts of activities for the localizer.</summary>
public sealed class ActivitiesText;
