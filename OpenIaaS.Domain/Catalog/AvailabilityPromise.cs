namespace OpenIaaS.Domain.Catalog;

/// <summary>One promise of availability, measured monthly. The three have different scopes and are never merged (Console specification 3.3, 1).</summary>
/// <param name="Scope">What it covers.</param>
/// <param name="Percent">The share of the month in percent.</param>
/// <param name="IncludesMaintenance">Whether maintenance windows count as unavailable too; for block storage the text does not say so.</param>
/// <param name="Source">The chapter of Concepts that states it.</param>
public sealed record AvailabilityPromise(string Scope, decimal Percent, bool IncludesMaintenance, string Source)
{
    /// <summary>The three promises.</summary>
    public static IReadOnlyList<AvailabilityPromise> All { get; } =
    [
        new("Platform", 99.99m, true, "Benefits"),
        new("Compute infrastructure", 99.9m, true, "Compute Blade Classes"),
        new("Block storage", 99.99m, false, "Block Storage Classes"),
    ];

    /// <summary>The most time a month of so many days may be unavailable.</summary>
    /// <param name="days">Days of the month, 28 to 31.</param>
    public TimeSpan Allowance(int days) => TimeSpan.FromSeconds((double)((100m - Percent) / 100m * days * 86400m));
}
