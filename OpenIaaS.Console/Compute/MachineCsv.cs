using System.Globalization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>Virtual machines as a file. Sizes are bytes, moments UTC; words are those of the API, the same in every language.</summary>
static class MachineCsv
{
    const string Between = ", ";

    /// <summary>Every column with the column of the list that shows it, by its sort key; null for one that the list has in its name's cell or not at all.</summary>
    static readonly IReadOnlyList<(string? Of, bool Always, CsvField<ExportedMachine> Field)> Columns =
    [
        (null, true, new("name", machine => machine.Row.Name)),
        (null, true, new("id", machine => machine.Row.Id.ToString())),
        ("status", false, new("power", machine => machine.Row.Power.ToString())),
        ("status", false, new("pending", machine => machine.Row.Pending == PendingAction.None ? "" : machine.Row.Pending.ToString())),
        ("pool", false, new("zone", machine => machine.Row.Zone)),
        ("pool", false, new("pool", machine => machine.Row.Pool)),
        ("pool", false, new("host", machine => machine.Row.Host)),
        ("system", false, new("system", machine => machine.Row.GuestSystem)),
        ("vcpu", false, new("vcpu", machine => Figure(machine.Row.VirtualCpus))),
        (null, false, new("cores_per_socket", machine => Figure(machine.CoresPerSocket))),
        ("memory", false, new("memory_bytes", machine => Figure(machine.Row.Memory.Bytes))),
        ("address", false, new("addresses", machine => string.Join(Between, machine.Addresses))),
        (null, false, new("mac_addresses", machine => string.Join(Between, machine.MacAddresses))),
        ("ha", false, new("high_availability", machine => Word(machine.Row.HighAvailability))),
        (null, false, new("start_order", machine => Figure(machine.StartOrder))),
        ("backup", false, new("backup", machine => Word(machine.Row.Backup))),
        ("backup", false, new("disks_left_out_of_backup", machine => Figure(machine.Row.DisksLeftOut))),
        (null, false, new("backup_policies", machine => string.Join(Between, machine.Policies))),
        (null, false, new("replicated", machine => machine.Row.Replicated ? "true" : "false")),
        (null, true, new("tags", machine => string.Join(Between, machine.Row.Tags))),
        (null, false, new("disks", machine => Figure(machine.Disks))),
        (null, false, new("disks_bytes", machine => Figure(machine.Capacity.Bytes))),
        (null, false, new("real_size_bytes", machine => Figure(machine.RealSize.Bytes))),
        (null, false, new("mounted_iso", machine => machine.MountedImage)),
        (null, false, new("created_at", machine => machine.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))),
    ];

    /// <summary>All there is to say of a machine.</summary>
    public static IReadOnlyList<CsvField<ExportedMachine>> All { get; } = [.. Columns.Select(column => column.Field)];

    /// <summary>What the list shows when these of its columns are left out; name, identity and tags always.</summary>
    public static IReadOnlyList<CsvField<ExportedMachine>> Shown(IReadOnlyCollection<string> hidden) =>
        [.. Columns.Where(column => column.Always || (column.Of is { } shown && !hidden.Contains(shown))).Select(column => column.Field)];

    static string Figure(long number) => number.ToString(CultureInfo.InvariantCulture);

    static string Word(HighAvailabilityPriority priority) => priority switch
    {
        HighAvailabilityPriority.Disabled => "disabled",
        HighAvailabilityPriority.Restart => "restart",
        HighAvailabilityPriority.BestEffort => "best-effort",
    };

    static string Word(MachineBackupState state) => state switch
    {
        MachineBackupState.NoPolicy => "none",
        MachineBackupState.Unprotected => "unprotected",
        MachineBackupState.Protected => "protected",
    };
}
