namespace OpenIaaS.Domain.Catalog;

/// <summary>One fact about how the platform can be trusted.</summary>
/// <param name="Name">Its name: <c>SecNumCloud</c>.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Source">The chapter of Concepts that states it.</param>
public sealed record TrustFact(string Name, string Meaning, string Source)
{
    /// <summary>Every fact.</summary>
    public static IReadOnlyList<TrustFact> All { get; } =
    [
        new("SecNumCloud", "Certified by the ANSSI", "A dedicated and automated infrastructure"),
        new("HDS", "Certified to host health data", "Benefits"),
        new("ISO 27001", "Certified information security", "Benefits"),
        new("ISAE 3402 Type II", "Audited controls", "Benefits"),
        new("France and GDPR", "Data is hosted in France, compliant with the GDPR", "Benefits"),
        new("XTS-AES 256", "All block storage is encrypted at rest by its hardware", "Storage Block Security and Encryption"),
        new("FIPS 140-2", "The standard the encryption at rest complies with", "Storage Block Security and Encryption"),
        new("Dedicated resources", "Blades, volumes and software are never shared among clients", "A dedicated and automated infrastructure"),
    ];
}
