namespace OpenIaaS.Console.Compute.Lab.Rehearsing;

/// <summary>Texts of scenarios and their rehearsals.</summary>
public sealed class RehearsalText;
