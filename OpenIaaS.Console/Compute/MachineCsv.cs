using CsvHelper;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>One virtual machine in the exported file. Sizes are bytes; words are those of the API, the same in every language.</summary>
[CsvRecord]
public sealed partial class MachineCsv
{
    [CsvColumn("name")] public string Name { get; set; } = "";
    [CsvColumn("id")] public Guid Id { get; set; }
    [CsvColumn("power")] public string Power { get; set; } = "";
    [CsvColumn("pending")] public string Pending { get; set; } = "";
    [CsvColumn("zone")] public string Zone { get; set; } = "";
    [CsvColumn("pool")] public string Pool { get; set; } = "";
    [CsvColumn("host")] public string Host { get; set; } = "";
    [CsvColumn("system")] public string System { get; set; } = "";
    [CsvColumn("vcpu")] public int VirtualCpus { get; set; }
    [CsvColumn("memory_bytes")] public long MemoryBytes { get; set; }
    [CsvColumn("address")] public string Address { get; set; } = "";
    [CsvColumn("high_availability")] public string HighAvailability { get; set; } = "";
    [CsvColumn("backup")] public string Backup { get; set; } = "";
    [CsvColumn("disks_left_out_of_backup")] public int DisksLeftOut { get; set; }
    [CsvColumn("replicated")] public bool Replicated { get; set; }
    [CsvColumn("tags")] public string Tags { get; set; } = "";

    public static MachineCsv Of(VirtualMachineRow row) => new()
    {
        Name = row.Name, Id = row.Id.Value, Power = row.Power.ToString(), Pending = row.Pending == PendingAction.None ? "" : row.Pending.ToString(),
        Zone = row.Zone, Pool = row.Pool, Host = row.Host, System = row.GuestSystem, VirtualCpus = row.VirtualCpus, MemoryBytes = row.Memory.Bytes, Address = row.Address,
        HighAvailability = row.HighAvailability switch
        {
            HighAvailabilityPriority.Disabled => "disabled",
            HighAvailabilityPriority.Restart => "restart",
            HighAvailabilityPriority.BestEffort => "best-effort",
        },
        Backup = row.Backup switch
        {
            MachineBackupState.NoPolicy => "none",
            MachineBackupState.Unprotected => "unprotected",
            MachineBackupState.Protected => "protected",
        },
        DisksLeftOut = row.DisksLeftOut, Replicated = row.Replicated, Tags = string.Join(", ", row.Tags),
    };
}
