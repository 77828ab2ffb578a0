using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;
using OpenIaaS.Tests.Compute;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>The list of machines with what is promised to them.</summary>
public sealed class ContinuityQueriesTests
{
    static readonly TableQuery First = new(0, 10, "order", false);

    [Fact]
    public async Task Rows_come_in_the_order_of_restart_with_the_planners_answer_for_their_own_host()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var hosts = scene.Cloud.World.HostsA;
        await scene.RunAsync("dev", 8, HighAvailabilityPriority.Disabled, hosts[0].Id);
        await scene.RunAsync("ci", 8, HighAvailabilityPriority.BestEffort, hosts[0].Id);
        await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart, hosts[0].Id);

        var rows = (await scene.Cloud.Get<ContinuityQueries>().ListAsync(VirtualMachineFilter.None, First, scene.Cloud.World.Caller, default)).Value.Rows;

        Assert.Equal([("erp", Fate.Restarts, hosts[1].Name), ("ci", Fate.Restarts, hosts[1].Name), ("dev", Fate.OffByChoice, null)], rows.Select(row => (row.Name, row.IfHostFails!.Fate, row.IfHostFails.ToName)));
        Assert.NotNull(rows[0].BackAfter);
        Assert.Null(rows[2].BackAfter);
    }

    [Fact]
    public async Task Machine_that_would_find_no_room_says_so_and_one_that_is_off_has_no_answer()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (first, _) = await scene.FillAsync(HighAvailabilityPriority.Restart);
        await scene.Cloud.AddMachineAsync("halted");

        var rows = (await scene.Cloud.Get<ContinuityQueries>().ListAsync(VirtualMachineFilter.None, First, scene.Cloud.World.Caller, default)).Value.Rows.ToDictionary(row => row.Name);

        Assert.Equal(first, rows["first"].Id);
        Assert.Equal((Fate.Waits, "ha.no-room"), (rows["first"].IfHostFails!.Fate, rows["first"].IfHostFails!.Reason!.Code));
        Assert.Null(rows["halted"].IfHostFails);
    }

    [Fact]
    public async Task Counts_are_of_each_kind_and_those_that_keep_their_pool_off_are_found_by_their_filter()
    {
        await using var scene = await FailoverScene.CreateAsync(enabled: false);
        var world = scene.Cloud.World;
        var tied = await scene.RunAsync("tied", 8, HighAvailabilityPriority.Restart);
        await scene.RunAsync("free", 8, HighAvailabilityPriority.Restart);
        await scene.RunAsync("dev", 8, HighAvailabilityPriority.Disabled);
        await using (var database = scene.Cloud.Database())
        {
            var ids = scene.Cloud.Get<IdSource>();
            var local = new StorageRepository(ids.Next<StorageRepository>(), world.Tenant.Id, world.PoolA.Id, "local-1", "FLASH - Standard", ByteSize.FromGiB(100), false, "blade");
            var image = new DiskImage(ids.Next<DiskImage>(), world.Tenant.Id, local.Id, "install.iso", "", ByteSize.FromMiB(600));
            database.AddRange(local, image);
            database.VirtualMachines.Single(machine => machine.Id == tied).Mount(image.Id);
            await database.SaveChangesAsync();
        }

        var queries = scene.Cloud.Get<ContinuityQueries>();
        Assert.Equal(new ContinuityQueries.Counts(2, 0, 1, 1), (await queries.CountAsync(world.Caller, default)).Value);
        Assert.Equal(["tied"], (await queries.ListAsync(ContinuityQueries.Blocking, First, world.Caller, default)).Value.Rows.Where(row => row.BlocksPool).Select(row => row.Name));
    }

    [Fact]
    public async Task Start_order_is_set_for_many_and_refused_above_its_limit()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var one = await scene.RunAsync("one", 8, HighAvailabilityPriority.Restart);
        var two = await scene.RunAsync("two", 8, HighAvailabilityPriority.Disabled);
        var (bulk, preview, caller) = (scene.Cloud.Get<BulkMachines>(), scene.Cloud.Get<BulkQueries>(), scene.Cloud.World.Caller);
        var action = new BulkAction(BulkKind.SetHighAvailability, [], Priority: HighAvailabilityPriority.Restart, StartOrder: 7);

        var lines = (await preview.PreviewAsync([one, two], action, caller, default)).Value;
        Assert.All(lines, line => Assert.Null(line.Refused));
        await bulk.SubmitAsync([one, two], action, caller, default);

        Assert.Equal([(HighAvailabilityPriority.Restart, 7), (HighAvailabilityPriority.Restart, 7)], new[] { await scene.ReadAsync(one), await scene.ReadAsync(two) }.Select(machine => (machine.HighAvailability, machine.StartOrder)));
        Assert.All((await preview.PreviewAsync([one, two], action, caller, default)).Value, line => Assert.Equal("bulk.nothing", line.Refused!.Code));
        Assert.All((await preview.PreviewAsync([one, two], action with { StartOrder = VirtualMachineLimits.MostStartOrder + 1 }, caller, default)).Value, line => Assert.NotEqual("bulk.nothing", line.Refused!.Code));
    }
}
