using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute.Bulk;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication;

public sealed class BulkReplicateDialogTests : PageTest
{
    ReplicationWorld World => ReplicationWorld.Over(Cloud);

    protected override void Configure(IServiceCollection services) => ReplicationWorld.Configure(services);

    [Fact]
    public async Task Some_machines_are_replicated_by_a_policy_and_those_that_cannot_be_say_why()
    {
        var policy = await World.PolicyAsync();
        var (one, two, there) = (await World.MachineAsync("erp-db-01"), await World.MachineAsync("erp-db-02"), await World.MachineAsync("in-the-target-zone", Cloud.World.PoolB));
        var closed = false;
        var dialog = await RenderAsync<BulkDialog>(parameters => parameters
            .Add(it => it.Kind, BulkKind.Replicate).Add(it => it.Machines, [one.Id, two.Id, there.Id]).Add(it => it.OnClose, () => closed = true));
        Assert.DoesNotContain("The link carries", dialog.Markup, StringComparison.Ordinal);

        dialog.Find("[role=dialog] select").Change("0");

        dialog.WaitForAssertion(() => Assert.Contains("2 of 3 machines", dialog.Find("[role=dialog] p[role=status]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("a replica must lie in another zone", dialog.FindAll("ul.bulk > li")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("8 of 8 checks passed", dialog.FindAll("ul.bulk > li")[1].TextContent, StringComparison.Ordinal);
        dialog.WaitForAssertion(() => Assert.Contains("2 machines have made no copy of changes yet", dialog.Find("[role=dialog] .note").TextContent, StringComparison.Ordinal), Patience);
        dialog.FindAll("[role=dialog] footer button")[^1].Click();

        dialog.WaitForAssertion(() => Assert.Contains("2 of 2 were accepted", dialog.Find("[role=dialog]").TextContent, StringComparison.Ordinal), Patience);
        await using (var database = Cloud.Database())
            Assert.Equal([one.Id, two.Id], (await database.Replicas.Where(replica => replica.PolicyId == policy).Select(replica => replica.MachineId).ToListAsync()).OrderBy(id => id.Value));
        dialog.FindAll("[role=dialog] footer button")[^1].Click();
        Assert.True(closed);
    }
}
