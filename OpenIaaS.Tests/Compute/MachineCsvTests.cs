using CsvHelper;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Shared;
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

        var read = await ReadAsync(cloud, VirtualMachineFilter.None);

        Assert.Equal(Names.Select(Safe).Order(StringComparer.Ordinal), read.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.All(read, row => Assert.Equal(("AZ05", "clu001-az05", 2, 4294967296, "none"), (row.Zone, row.Pool, row.VirtualCpus, row.MemoryBytes, row.Backup)));
    }

    [Fact]
    public async Task File_of_a_filter_holds_what_the_list_shows()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("on", cloud.World.HostsA[0], policy: cloud.World.Daily);
        await cloud.AddMachineAsync("off");

        var row = Assert.Single(await ReadAsync(cloud, new VirtualMachineFilter { Statuses = [MachineStatus.PoweredOn] }));

        Assert.Equal(("on", "Running", "clu001-az05-blade-1", "protected"), (row.Name, row.Power, row.Host, row.Backup));
    }

    [Fact]
    public async Task Machines_of_several_parts_come_once_each_and_in_order()
    {
        await using var cloud = await Cloud.CreateAsync();
        for (var number = 0; number < 7; number++) await cloud.AddMachineAsync($"vm-{number}");

        Assert.Equal(Enumerable.Range(0, 7).Select(number => $"vm-{number}"), (await ReadAsync(cloud, VirtualMachineFilter.None)).Select(row => row.Name));
    }

    static string Safe(string name) => "=+-@\t".Contains(name[0], StringComparison.Ordinal) ? "'" + name : name;

    static async Task<List<MachineCsv>> ReadAsync(Cloud cloud, VirtualMachineFilter filter)
    {
        using var file = new MemoryStream();
        await CsvExport.WriteAsync(file, RowsAsync(cloud, filter), CancellationToken.None);
        return CsvReader.Create(file.ToArray()).GetRecords<MachineCsv>().ToList();
    }

    static async IAsyncEnumerable<MachineCsv> RowsAsync(Cloud cloud, VirtualMachineFilter filter)
    {
        await foreach (var row in cloud.Get<VirtualMachineQueries>().StreamAsync(filter, cloud.World.Caller, default)) yield return MachineCsv.Of(row);
    }
}
