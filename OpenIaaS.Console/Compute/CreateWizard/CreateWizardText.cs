namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>Names the texts of the wizard for the localizer.</summary>
public sealed class CreateWizardText;
