using CsvHelper;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class MachineCsvTests
{
    static readonly string[] Names = ["erp-db-01", "Époque-été", "🚀 漢字", "with, comma", "with \"quotes\"", "two\nlines", "=1+1", "+33", "-minus", "@at", "\ttab"];

    [Fact]
    public async Task File_holds_every_machine_whatever_its_name_and_no_name_is_a_formula()
    {
        await using var cloud = await Cloud.CreateAsync();
        foreach (var name in Names) await cloud.AddMachineAsync(name, shape: it => it.SetTags(["a", "=b"]));

        var read = await ReadAsync(cloud, VirtualMachineFilter.None, MachineCsv.All);

        Assert.Equal(Names.Select(Safe).Order(StringComparer.Ordinal), read.Select(row => row["name"]).Order(StringComparer.Ordinal));
        Assert.All(read, row => Assert.Equal(("AZ05", "clu001-az05", "2", "4294967296", "none"), (row["zone"], row["pool"], row["vcpu"], row["memory_bytes"], row["backup"])));
        Assert.All(read, row => Assert.Equal("'=b, a", row["tags"]));
    }

    [Fact]
    public async Task File_of_a_filter_holds_what_the_list_shows()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("on", cloud.World.HostsA[0], policy: cloud.World.Daily);
        await cloud.AddMachineAsync("off");

        var row = Assert.Single(await ReadAsync(cloud, new VirtualMachineFilter { Statuses = [MachineStatus.PoweredOn] }, MachineCsv.All));

        Assert.Equal(("on", "Running", "clu001-az05-blade-1", "protected", "backup-1d-r7"), (row["name"], row["power"], row["host"], row["backup"], row["backup_policies"]));
    }

    [Fact]
    public async Task Real_size_counts_snapshots_and_a_disk_that_moves_twice_and_every_address_is_there()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], address: "10.20.4.11");
        await using (var database = cloud.Database())
        {
            var disk = database.VirtualDisks.Single();
            var snapshot = new Snapshot(cloud.Get<IdSource>().Next<Snapshot>(), machine, "before", "", false, cloud.Clock.GetUtcNow());
            database.AddRange(
                snapshot, new SnapshotDisk(snapshot, disk, ByteSize.Zero),
                new VirtualDisk(cloud.Get<IdSource>().Next<VirtualDisk>(), machine.TenantId, machine.Id, cloud.World.StorageA.Id, "data", ByteSize.FromGiB(5), 1),
                new NetworkAdapter(cloud.Get<IdSource>().Next<NetworkAdapter>(), machine.TenantId, machine.Id, cloud.World.NetworkA.Id, 1, "02:00:00:00:00:0a", "10.30.0.7"));
            database.Entry(disk).Property(row => row.MovesToId).CurrentValue = cloud.World.StorageB.Id;
            await database.SaveChangesAsync();
        }

        var row = Assert.Single(await ReadAsync(cloud, VirtualMachineFilter.None, MachineCsv.All));

        Assert.Equal(("2", $"{ByteSize.FromGiB(25).Bytes}", "10.20.4.11, 10.30.0.7"), (row["disks"], row["disks_bytes"], row["addresses"]));
        Assert.Equal($"{ByteSize.FromGiB(20 + 20 + 20 + 5).Bytes}", row["real_size_bytes"]);
        Assert.EndsWith("02:00:00:00:00:0a", row["mac_addresses"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_that_the_list_hides_are_left_out_where_the_shown_ones_are_asked_for()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("erp-db-01");

        var row = Assert.Single(await ReadAsync(cloud, VirtualMachineFilter.None, MachineCsv.Shown(["pool", "ha", "backup", "address"])));

        Assert.Equal(["name", "id", "power", "pending", "system", "vcpu", "memory_bytes", "tags"], row.Keys);
    }

    [Fact]
    public async Task Machines_of_several_parts_come_once_each_and_in_order()
    {
        await using var cloud = await Cloud.CreateAsync();
        for (var number = 0; number < 7; number++) await cloud.AddMachineAsync($"vm-{number}");

        Assert.Equal(Enumerable.Range(0, 7).Select(number => $"vm-{number}"), (await ReadAsync(cloud, VirtualMachineFilter.None, MachineCsv.All)).Select(row => row["name"]));
    }

    static string Safe(string name) => "=+-@\t".Contains(name[0], StringComparison.Ordinal) ? "'" + name : name;

    static async Task<List<Dictionary<string, string>>> ReadAsync(Cloud cloud, VirtualMachineFilter filter, IReadOnlyList<CsvField<ExportedMachine>> fields)
    {
        using var file = new MemoryStream();
        await CsvExport.WriteAsync(file, fields, cloud.Get<VirtualMachineQueries>().ExportAsync(filter, cloud.World.Caller, default), CancellationToken.None);
        using var reader = CsvReader.Create(file.ToArray());
        reader.ReadHeader();
        List<Dictionary<string, string>> read = [];
        while (reader.Read()) read.Add(fields.Select((field, index) => (field.Name, Text: reader.GetString(index))).ToDictionary(pair => pair.Name, pair => pair.Text));
        Assert.Equal(fields.Select(field => field.Name), reader.Headers);
        return read;
    }
}
