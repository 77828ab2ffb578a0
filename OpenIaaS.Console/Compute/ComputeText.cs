namespace OpenIaaS.Console.Compute;

/// <summary>Names the texts of the pages of virtual machines for the localizer.</summary>
public sealed class ComputeText;
