namespace OpenIaaS.Console.Identity.Views;

/// <summary>Names the texts of saved views for the localizer.</summary>
public sealed class ViewsText;
