namespace OpenIaaS.Console.Shared;

/// <summary>One step of a <see cref="WizardDialog"/>; the summary appears under its name once it is done.</summary>
public sealed record WizardStep(string Name, string? Summary = null);
