namespace OpenIaaS.Console.Identity;

/// <summary>Names the texts of sign-in and of the person's menu for the localizer.</summary>
public sealed class IdentityText;
