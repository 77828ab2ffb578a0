namespace OpenIaaS.Console.Compute.Lab;

/// <summary>Texts of the Lab.</summary>
public sealed class LabText;
