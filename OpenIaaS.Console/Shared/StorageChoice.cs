namespace OpenIaaS.Console.Shared;

/// <summary>One leaf of the <see cref="StoragePicker"/>.</summary>
/// <param name="Key">What <see cref="StoragePicker.Value"/> holds when it is chosen.</param>
/// <param name="Group">Where it belongs ("AZ05 / clu001-az05"); leaves of one group follow each other.</param>
/// <param name="Name">Its name.</param>
/// <param name="Class">Its class or purpose ("FLASH - Enterprise").</param>
/// <param name="Free">Free space, written out ("1.55 TiB free").</param>
/// <param name="UsedShare">From 0 to 1.</param>
/// <param name="Refused">Why it cannot be chosen now ("Too little: 212 of 400 GiB"); null when it can.</param>
public sealed record StorageChoice(string Key, string Group, string Name, string Class, string Free, double UsedShare, string? Refused = null);
