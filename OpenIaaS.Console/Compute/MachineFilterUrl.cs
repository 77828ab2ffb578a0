using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>The filter of the list of machines as it stands in an address: of the page, and of the export.</summary>
static class MachineFilterUrl
{
    public const string Search = "q";
    const string Status = "status", Zone = "zone", Pool = "pool", Host = "host", Priority = "ha", System = "system", Tag = "tag", Backup = "backup", Replicated = "replicated", Mac = "mac", Drive = "iso", Network = "network";

    /// <summary>What of the list's address belongs to a saved view of it.</summary>
    public static readonly IReadOnlyList<string> Names = [Search, Status, Zone, Pool, Host, Priority, System, Tag, Backup, Replicated, Drive, Network, Mac, "sort", "rows", "hide"];

    public static VirtualMachineFilter Read(UrlState url) => Read(url.GetAll);

    public static VirtualMachineFilter Read(Func<string, IReadOnlyList<string>> values) => new()
    {
        Search = values(Search) is [var text, ..] ? text : null,
        Statuses = Enums<MachineStatus>(values(Status)),
        Zones = Ids<AvailabilityZone>(values(Zone)),
        Pools = Ids<Pool>(values(Pool)),
        Hosts = Ids<Domain.Compute.Host>(values(Host)),
        Priorities = Enums<HighAvailabilityPriority>(values(Priority)),
        Systems = values(System),
        Tags = values(Tag),
        Backups = Enums<MachineBackupState>(values(Backup)),
        Replicated = values(Replicated) is ["yes"] ? true : values(Replicated) is ["no"] ? false : null,
        Drives = [.. values(Drive).Select(value => value switch { "any" => MachineDrive.Image, "local" => MachineDrive.LocalImage, _ => (MachineDrive?)null }).OfType<MachineDrive>().Distinct()],
        Networks = values(Network),
        SharedMac = values(Mac) is ["shared"],
    };

    /// <summary>Every name with its values, or null where nothing is filtered, so that writing it clears what was there.</summary>
    public static Dictionary<string, object?> Write(VirtualMachineFilter filter) => new()
    {
        [Search] = filter.Search,
        [Status] = Texts(filter.Statuses),
        [Zone] = Texts(filter.Zones),
        [Pool] = Texts(filter.Pools),
        [Host] = Texts(filter.Hosts),
        [Priority] = Texts(filter.Priorities),
        [System] = Texts(filter.Systems),
        [Tag] = Texts(filter.Tags),
        [Backup] = Texts(filter.Backups),
        [Replicated] = filter.Replicated switch { null => null, true => "yes", false => "no" },
        [Drive] = Texts([.. filter.Drives.Select(drive => drive == MachineDrive.Image ? "any" : "local")]),
        [Network] = Texts(filter.Networks),
        [Mac] = filter.SharedMac ? "shared" : null,
    };

    public static IEnumerable<KeyValuePair<string, string?>> Pairs(VirtualMachineFilter filter) =>
        from entry in Write(filter)
        from value in entry.Value switch { null => [], string[] many => many, var one => (string[])[(string)one] }
        select new KeyValuePair<string, string?>(entry.Key, value);

    /// <summary>The same filter gives the same text; none gives an empty one.</summary>
    public static string Query(VirtualMachineFilter filter) => string.Join('&', Pairs(filter).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));

    /// <summary>The filters as chips: name in the address, kind and values in words.</summary>
    public static IEnumerable<(string Key, string Label, string Value)> Chips(VirtualMachineFilter filter, VirtualMachineChoices choices, IStringLocalizer<ComputeText> L)
    {
        if (filter.Statuses.Count > 0) yield return (Status, L["Status"], Join(filter.Statuses.Select(status => L.Word(status))));
        if (filter.Zones.Count > 0) yield return (Zone, L["Zone"], Join(choices.Zones.Where(zone => filter.Zones.Contains(zone.Id)).Select(zone => zone.Name)));
        if (filter.Pools.Count > 0) yield return (Pool, L["Pool"], Join(choices.Pools.Where(pool => filter.Pools.Contains(pool.Id)).Select(pool => pool.Name)));
        if (filter.Hosts.Count > 0) yield return (Host, L["Host"], Join(choices.Hosts.Where(host => filter.Hosts.Contains(host.Id)).Select(host => host.Name)));
        if (filter.Priorities.Count > 0) yield return (Priority, L["HA"], Join(filter.Priorities.Select(priority => L.Word(priority))));
        if (filter.Systems.Count > 0) yield return (System, L["System"], Join(filter.Systems));
        if (filter.Tags.Count > 0) yield return (Tag, L["Tag"], Join(filter.Tags));
        if (filter.Backups.Count > 0) yield return (Backup, L["Backup"], Join(filter.Backups.Select(state => L.Word(state))));
        if (filter.Replicated is { } replicated) yield return (Replicated, L["Replicated"], replicated ? L["yes"] : L["no"]);
        if (filter.Drives.Count > 0) yield return (Drive, L["ISO"], Join(filter.Drives.Select(drive => L.Word(drive))));
        if (filter.Networks.Count > 0) yield return (Network, L["Network"], Join(filter.Networks));
        if (filter.SharedMac) yield return (Mac, L["MAC address"], L["shared"]);
    }

    static string Join(IEnumerable<string> words) => string.Join(", ", words);

    static string[]? Texts<T>(IReadOnlyCollection<T> values) => values.Count == 0 ? null : [.. values.Select(value => value!.ToString()!)];

    static T[] Enums<T>(IReadOnlyList<string> values)
        where T : struct, Enum => [.. values.Select(value => Enum.TryParse<T>(value, true, out var read) && Enum.IsDefined(read) ? read : (T?)null).OfType<T>().Distinct()];

    static Id<T>[] Ids<T>(IReadOnlyList<string> values) => [.. values.Select(value => Id<T>.TryParse(value, null, out var read) ? read : default).Where(id => !id.IsEmpty).Distinct()];
}
