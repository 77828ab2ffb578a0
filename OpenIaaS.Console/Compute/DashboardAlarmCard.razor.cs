using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Compute.Lab;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>Words and way of one alarm.</summary>
public sealed partial class DashboardAlarmCard
{
    [Parameter, EditorRequired] public DashboardAlarm Alarm { get; set; } = default!;

    bool IsBad => Alarm.Kind is DashboardAlarmKind.HostsLost or DashboardAlarmKind.ReplicasLate || Alarm.Broken.Any(found => found.Part.Severity == FaultSeverity.Critical);

    string Names => string.Join(", ", Alarm.Names) + (Alarm.Count > Alarm.Names.Count ? "…" : "");

    string Title => (Alarm.Kind, Alarm.Count) switch
    {
        (DashboardAlarmKind.HostsLost, 1) => L["{0} lost {1} of {2} hosts", Names, Alarm.Affected, Alarm.Of],
        (DashboardAlarmKind.HostsLost, _) => L["{0} pools lost {1} hosts", Alarm.Count, Alarm.Affected],
        (DashboardAlarmKind.HardwareBroken, 1) when Alarm.Broken is [var found] => L["{0} of {1}: {2}", LabWords.Name(H, found.Part), Place(found.Area, found.Part), LabWords.Health(H, found.Part.Health)],
        (DashboardAlarmKind.HardwareBroken, _) => L["{0} parts of the hardware need somebody", Alarm.Count],
        (DashboardAlarmKind.ReplicasLate, 1) => L["1 replica past its recovery point"],
        (DashboardAlarmKind.ReplicasLate, _) => L["{0} replicas past their recovery point", Units.Count(Alarm.Count)],
        (DashboardAlarmKind.StorageFull, 1) => L["{0} is {1} full", Names, Units.Percent(Alarm.Share)],
        (DashboardAlarmKind.StorageFull, _) => L["{0} block storages are nearly full", Alarm.Count],
        (DashboardAlarmKind.HighAvailabilityOff, 1) => L["High availability of {0} is off", Names],
        (DashboardAlarmKind.HighAvailabilityOff, _) => L["High availability of {0} pools is off", Alarm.Count],
        (DashboardAlarmKind.ReplicasNotBackedUp, 1) => L["1 replicated machine has no backup"],
        (DashboardAlarmKind.ReplicasNotBackedUp, _) => L["{0} replicated machines have no backup", Units.Count(Alarm.Count)],
        (DashboardAlarmKind.NoBackupPolicy, 1) => L["1 machine has no backup policy"],
        (DashboardAlarmKind.NoBackupPolicy, _) => L["{0} machines have no backup policy", Units.Count(Alarm.Count)],
        _ => "",
    };

    string Detail => Alarm.Kind switch
    {
        DashboardAlarmKind.HostsLost when Alarm.Count > 1 => Names,
        DashboardAlarmKind.HostsLost => L["What ran there is down or was restarted on another host"],
        DashboardAlarmKind.HardwareBroken when Alarm.Broken is [var found] => $"{Worst}. {LabWords.Meaning(H, found.Part, found.Area)}",
        DashboardAlarmKind.HardwareBroken => string.Join(", ", Alarm.Broken.Select(found => $"{LabWords.Name(H, found.Part)} ({Place(found.Area, found.Part)}, {LabWords.Severity(H, found.Part.Severity)})")) + (Alarm.Count > Alarm.Broken.Count ? "…" : ""),
        DashboardAlarmKind.ReplicasLate => L["{0} is {1} old, {2} were promised", Alarm.Names[0], Units.Age(Alarm.Age ?? default), Units.Age(Alarm.Promise ?? default)],
        DashboardAlarmKind.StorageFull when Alarm.Count > 1 => Names,
        DashboardAlarmKind.StorageFull => L["{0} is free", Units.Size(Alarm.Free.Bytes)],
        DashboardAlarmKind.HighAvailabilityOff when Alarm.Affected == 1 => L["1 machine set to restart would stay down"],
        DashboardAlarmKind.HighAvailabilityOff => L["{0} machines set to restart would stay down", Units.Count(Alarm.Affected)],
        DashboardAlarmKind.ReplicasNotBackedUp => L["What is deleted or encrypted there is so in the copies as well"],
        DashboardAlarmKind.NoBackupPolicy => L["They cannot be powered on before they have one"],
        _ => "",
    };

    /// <summary>How bad the worst of the broken parts is, at the beginning of a sentence.</summary>
    string Worst => LabWords.Severity(H, Alarm.Broken[0].Part.Severity) is { Length: > 0 } word ? char.ToUpper(word[0], CultureInfo.CurrentCulture) + word[1..] : "";

    static string Place(HardwareMapQueries.Area area, HardwarePart part) => part.Kind is HardwarePartKind.Canister or HardwarePartKind.Drive ? part.Group : area.Name;

    string Step => Alarm.Kind switch
    {
        DashboardAlarmKind.HighAvailabilityOff => L["Switch on"],
        DashboardAlarmKind.NoBackupPolicy => L["Assign one"],
        _ => L["See why"],
    };

    string Href => Alarm.Kind switch
    {
        DashboardAlarmKind.HostsLost or DashboardAlarmKind.HighAvailabilityOff => Alarm.Target is { } pool ? $"/compute?pool={pool}" : "/compute",
        DashboardAlarmKind.HardwareBroken => Alarm.Broken switch
        {
            [{ Part: { Kind: HardwarePartKind.Canister or HardwarePartKind.Drive } part }] => $"/storage?q={Uri.EscapeDataString(part.Group)}",
            [{ Part.Kind: HardwarePartKind.Link }] => "/replication",
            [_] => "/compute",
            _ => Alarm.Broken.All(found => found.Part.Kind is HardwarePartKind.Canister or HardwarePartKind.Drive) ? "/storage" : "/compute",
        },
        DashboardAlarmKind.ReplicasLate => "/replication",
        DashboardAlarmKind.StorageFull => Alarm.Count == 1 ? $"/storage?q={Uri.EscapeDataString(Alarm.Names[0])}" : "/storage",
        DashboardAlarmKind.ReplicasNotBackedUp => "/replication?backup=none",
        DashboardAlarmKind.NoBackupPolicy => "/virtual-machines?backup=NoPolicy",
        _ => "/",
    };
}
