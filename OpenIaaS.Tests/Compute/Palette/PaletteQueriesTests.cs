using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Compute.Palette;
using OpenIaaS.Tests.Shared;
using OpenIaaS.Tests.Support;

namespace OpenIaaS.Tests.Compute.Palette;

public sealed class PaletteQueriesTests
{
    static readonly Guid Gone = new("00000000-0000-7000-8000-00000000dead");

    [Fact]
    public async Task Name_that_is_the_text_comes_before_beginnings_words_and_middles()
    {
        await using var cloud = await Cloud.CreateAsync();
        foreach (var name in new[] { "webshop", "old-web", "cobweb-01", "web" }) await cloud.AddMachineAsync(name);

        Assert.Equal(["web", "webshop", "old-web", "cobweb-01"], (await FindAsync(cloud, "WEB")).Where(found => found.Kind == FoundKind.Machine).Select(found => found.Name));
    }

    [Fact]
    public async Task Beginnings_are_found_where_many_names_hold_the_text()
    {
        await using var cloud = await Cloud.CreateAsync();
        for (var i = 0; i < 30; i++) await cloud.AddMachineAsync($"app-zz-{i:00}");
        await cloud.AddMachineAsync("zz-top");

        var found = (await FindAsync(cloud, "zz")).Where(found => found.Kind == FoundKind.Machine).ToList();

        Assert.Equal("zz-top", found[0].Name);
        Assert.Equal(PaletteQueries.Shown, found.Count);
    }

    [Theory]
    [InlineData("10.20.4.11", "erp-db-01", "10.20.4.11")]
    [InlineData("20.4", "erp-db-01", "10.20.4.11")]
    [InlineData("MAC", "erp-db-01", "MAC")]
    [InlineData("MAC-UPPER-DASHED", "erp-db-01", "MAC")]
    public async Task Machine_is_found_by_its_addresses_which_are_told(string text, string name, string address)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", address: "10.20.4.11");
        await cloud.AddMachineAsync("erp-app-01", address: "10.20.5.99");
        var mac = MacAddress.From(machine.Id.Value);
        var asked = text switch { "MAC" => mac, "MAC-UPPER-DASHED" => mac.ToUpperInvariant().Replace(':', '-'), _ => text };

        var found = Assert.Single(await FindAsync(cloud, asked));

        Assert.Equal((name, address == "MAC" ? mac : address), (found.Name, found.Address));
        Assert.Equal((FoundKind.Machine, machine.Id.Value, "AZ05"), (found.Kind, found.Id, found.Place));
    }

    [Fact]
    public async Task Every_kind_is_found_by_its_name_and_by_its_identity()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        var machine = await cloud.AddMachineAsync("erp-db-01", policy: world.Daily);
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        await cloud.CompleteAsync(await cloud.Get<SetVirtualMachineTags>().SubmitAsync(new SetVirtualMachineTags.Input(machine.Id, machine.Version, ["erp"]), world.Caller, default));
        await cloud.FileAsync(Requests.Question with { Title = "Why is it slow?" });
        var image = new DiskImage(cloud.Get<IdSource>().Next<DiskImage>(), world.Tenant.Id, world.StorageA.Id, "debian-12.iso", "", ByteSize.FromMiB(600));
        await using (var database = cloud.Database())
        {
            database.Add(image);
            await database.SaveChangesAsync();
        }

        Dictionary<string, FoundKind> named = new()
        {
            ["erp-db"] = FoundKind.Machine, ["blade-2"] = FoundKind.Host, ["clu001-az06"] = FoundKind.Pool, ["az05"] = FoundKind.Zone, ["sr-az05"] = FoundKind.Storage,
            ["system"] = FoundKind.Disk, ["trunk"] = FoundKind.Network, ["debian-12-base"] = FoundKind.Template, ["debian-12.iso"] = FoundKind.Image,
            ["backup-1d"] = FoundKind.BackupPolicy, ["slow"] = FoundKind.Ticket,
        };
        foreach (var (text, kind) in named)
        {
            var found = (await FindAsync(cloud, text)).FirstOrDefault(one => one.Kind == kind);
            Assert.True(found is not null, $"{text} finds no {kind}.");
            Assert.Equal((kind, found.Id), (await FindAsync(cloud, $"{found.Id}")) is [var again] ? (again.Kind, again.Id) : default);
        }

        var beside = (await FindAsync(cloud, "erp-db-01")).Select(one => one.Kind).ToList();
        Assert.Contains(FoundKind.Replica, beside);
        Assert.Contains(FoundKind.Activity, beside);
        Assert.Contains(await FindAsync(cloud, "#1"), one => one is { Kind: FoundKind.Ticket, Number: 1 });
    }

    [Theory]
    [InlineData(FoundKind.Machine, Permission.ComputeRead)]
    [InlineData(FoundKind.Host, Permission.ComputeRead)]
    [InlineData(FoundKind.Storage, Permission.ComputeRead)]
    [InlineData(FoundKind.Network, Permission.NetworkRead)]
    [InlineData(FoundKind.BackupPolicy, Permission.BackupRead)]
    [InlineData(FoundKind.Activity, Permission.ActivityRead)]
    [InlineData(FoundKind.Ticket, Permission.SupportRead)]
    public async Task Kind_is_left_out_without_its_permission_and_shown_with_it(FoundKind kind, string needed)
    {
        await using var cloud = await Cloud.CreateAsync();
        var text = kind switch { FoundKind.Host => "blade", FoundKind.Storage => "sr-", FoundKind.Network => "prod", FoundKind.BackupPolicy => "backup", FoundKind.Ticket => "Why", _ => "erp" };
        var machine = await cloud.AddMachineAsync("erp-db-01");
        await cloud.CompleteAsync(await cloud.Get<SetVirtualMachineTags>().SubmitAsync(new SetVirtualMachineTags.Input(machine.Id, machine.Version, ["erp"]), cloud.World.Caller, default));
        await cloud.FileAsync(Requests.Question with { Title = "Why is it slow?" });
        var without = Permission.All.Except([needed, Permission.SupportManagement]);

        Assert.Contains(await FindAsync(cloud, text, cloud.World.With(needed)), found => found.Kind == kind);
        Assert.DoesNotContain(await FindAsync(cloud, text, cloud.World.With(without)), found => found.Kind == kind);
    }

    [Fact]
    public async Task Stranger_finds_nothing_of_the_tenant_by_name_address_or_identity()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", address: "10.20.4.11");

        foreach (var text in new[] { "erp", "10.20.4.11", MacAddress.From(machine.Id.Value), $"{machine.Id}", "clu001", "az05", "system", $"{cloud.World.StorageA.Id}" })
            Assert.Empty(await FindAsync(cloud, text, cloud.World.Stranger));
        Assert.Empty(await cloud.Get<PaletteQueries>().OfAsync(NamedObjects.WithId(machine.Id.Value), cloud.World.Stranger, default));
    }

    [Fact]
    public async Task Ticket_of_a_colleague_is_found_by_who_manages_support_alone()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.FileAsync(Requests.Question with { Title = "Theirs alone" }, cloud.Colleague());

        Assert.Empty(await FindAsync(cloud, "Theirs", cloud.World.With(Permission.SupportRead)));
        Assert.Single(await FindAsync(cloud, "Theirs", cloud.World.With(Permission.SupportManagement)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%")]
    [InlineData("' OR 1=1 --")]
    public async Task Text_that_names_nothing_finds_nothing(string text)
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync();
        Assert.Empty(await FindAsync(cloud, text));
        Assert.Empty(await FindAsync(cloud, new string('e', PaletteQueries.Longest + 1)));
    }

    [Fact]
    public async Task Search_that_is_given_up_ends()
    {
        await using var cloud = await Cloud.CreateAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cloud.Get<PaletteQueries>().FindAsync("erp", cloud.World.Caller, new CancellationToken(true)));
    }

    [Fact]
    public async Task What_was_used_lately_is_read_anew_and_what_is_gone_is_left_out()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0]);
        NamedObjects kept = new() { Machines = [machine.Id, new Id<VirtualMachine>(Gone)], Pools = [cloud.World.PoolA.Id], Activities = [new Id<Activity>(Gone)] };

        var found = await cloud.Get<PaletteQueries>().OfAsync(kept, cloud.World.Caller, default);

        Assert.Equal([("erp-db-01", PowerState.Running), ("clu001-az05", (PowerState?)null)], found.Select(one => (one.Name, one.Power)));
    }

    [Fact]
    public async Task Placement_names_the_emptiest_host_and_what_is_left_there()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.AddMachineAsync("neighbour", cloud.World.HostsA[0]);
        var machine = await cloud.AddMachineAsync("erp-db-01", policy: cloud.World.Daily);

        var place = (await cloud.Get<PlacementQueries>().OnStartAsync(machine.Id, cloud.World.Caller, default)).Value;
        Assert.Equal((cloud.World.HostsA[1].Id, place.Free - machine.Memory), (place.Host, place.Left));

        await cloud.CompleteAsync(await cloud.Get<StartVirtualMachine>().SubmitAsync(new StartVirtualMachine.Input(machine.Id), cloud.World.Caller, default));
        Assert.Equal(place.Host, (await cloud.MachineAsync(machine.Id)).HostId);
    }

    static Task<IReadOnlyList<FoundObject>> FindAsync(Cloud cloud, string text, Caller? caller = null) => cloud.Get<PaletteQueries>().FindAsync(text, caller ?? cloud.World.Caller, default);
}
