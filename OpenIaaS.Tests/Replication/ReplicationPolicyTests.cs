using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication;

public sealed class ReplicationPolicyTests
{
    static readonly TableQuery All = new(0, 50, null, false);

    static CreateReplicationPolicy.Input Input(Cloud cloud, string name = "erp-15min", int count = 15, int retained = 4, Id<StorageRepository>? storage = null) =>
        new(name, "Billing and ledger", new ReplicationInterval(count, IntervalUnit.Minutes), retained, storage ?? cloud.World.StorageB.Id);

    static Task<Result<Id<Domain.Activities.Activity>>> CreateAsync(Cloud cloud, CreateReplicationPolicy.Input input, Caller? caller = null) =>
        cloud.Get<CreateReplicationPolicy>().SubmitAsync(input, caller ?? cloud.World.Caller, default);

    [Fact]
    public async Task A_policy_is_listed_with_its_place_and_the_space_that_is_free_there()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await CreateAsync(cloud, Input(cloud)));

        var row = Assert.Single((await cloud.Get<ReplicationPolicyQueries>().ListAsync(null, All, cloud.World.Caller, default)).Value.Rows);

        Assert.Equal(("erp-15min", "Billing and ledger", 4, 0), (row.Name, row.Description, row.Retained, row.Machines));
        Assert.Equal(("AZ06", "clu001-az06", "sr-az06-std-01", ByteSize.FromTiB(4)), (row.Zone, row.Pool, row.Storage, row.Free));
        Assert.Equal(TimeSpan.FromMinutes(15), row.Interval.Every);
        Assert.Empty(row.CanDelete);
    }

    [Fact]
    public async Task Every_reason_against_a_policy_is_given_at_once()
    {
        await using var cloud = await Cloud.CreateAsync();
        var refused = await CreateAsync(cloud, Input(cloud, "", 60, 0, new Id<StorageRepository>(cloud.Get<IdSource>().Next())));

        Assert.Equal(["Interval", "Name", "Retained", "TargetStorage"], refused.Problems.Select(problem => problem.Field).Distinct().Order());
        Assert.Contains(refused.Problems, problem => problem.Message == "An interval in minutes is 1 to 59; 60 was asked for.");
    }

    [Fact]
    public async Task A_name_is_given_once_in_a_tenant_whatever_its_case()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.CompleteAsync(await CreateAsync(cloud, Input(cloud)));

        var refused = await CreateAsync(cloud, Input(cloud, "ERP-15MIN"));

        Assert.Equal("name.taken", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Another_tenants_storage_is_no_target()
    {
        await using var cloud = await Cloud.CreateAsync();
        var refused = await CreateAsync(cloud, Input(cloud), cloud.World.Stranger);

        Assert.Equal((ProblemKind.NotFound, "TargetStorage"), (Assert.Single(refused.Problems).Kind, refused.Problems[0].Field));
    }

    [Fact]
    public async Task Without_the_permission_no_policy_is_made_or_seen()
    {
        await using var cloud = await Cloud.CreateAsync();
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await CreateAsync(cloud, Input(cloud), cloud.World.With(Permission.ComputeRead))).Problems).Kind);

        var queries = cloud.Get<ReplicationPolicyQueries>();
        var blind = cloud.World.With(Permission.ComputeManagement);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await queries.ListAsync(null, All, blind, default)).Problems).Kind);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await queries.TargetsAsync(blind, default)).Problems).Kind);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await queries.ChoicesAsync(blind, default)).Problems).Kind);
    }

    [Fact]
    public async Task A_policy_in_use_is_not_deleted_and_says_how_many_use_it()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var policy = await world.PolicyAsync();
        await world.Cloud.CompleteAsync(await world.AssociateAsync(await world.MachineAsync("erp-db-01"), policy));

        var refused = await world.Cloud.Get<DeleteReplicationPolicy>().SubmitAsync(new DeleteReplicationPolicy.Input(policy), world.Cloud.World.Caller, default);

        Assert.Equal("The policy erp-15min can be deleted only when it replicates no machine; it replicates 1.", Assert.Single(refused.Problems).Message);
        var row = (await world.Cloud.Get<ReplicationPolicyQueries>().FindAsync(policy, world.Cloud.World.Caller, default)).Value;
        Assert.Equal(refused.Problems[0].Message, Assert.Single(row.CanDelete).Message);
    }

    [Fact]
    public async Task An_unused_policy_is_deleted_by_its_tenant_alone()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var policy = await world.PolicyAsync();
        var delete = world.Cloud.Get<DeleteReplicationPolicy>();

        Assert.Equal(ProblemKind.NotFound, Assert.Single((await delete.SubmitAsync(new(policy), world.Cloud.World.Stranger, default)).Problems).Kind);
        await world.Cloud.CompleteAsync(await delete.SubmitAsync(new(policy), world.Cloud.World.Caller, default));

        await using var database = world.Cloud.Database();
        Assert.Empty(await database.ReplicationPolicies.ToListAsync());
    }

    [Fact]
    public async Task Targets_are_all_storages_by_place_and_the_impossible_ones_say_why()
    {
        await using var cloud = await Cloud.CreateAsync();
        await using (var database = cloud.Database())
        {
            (await database.StorageRepositories.SingleAsync(storage => storage.Id == cloud.World.StorageA.Id)).Observe(connected: false);
            await database.SaveChangesAsync();
        }

        var targets = (await cloud.Get<ReplicationPolicyQueries>().TargetsAsync(cloud.World.Caller, default)).Value.Rows;

        Assert.Equal(["hb-az05", "sr-az05-std-01", "sr-az06-std-01"], targets.Select(target => target.Name));
        Assert.Equal("The block storage sr-az05-std-01 is disconnected.", Assert.Single(targets, target => target.Refused is not null).Refused!.Message);
        Assert.Empty((await cloud.Get<ReplicationPolicyQueries>().TargetsAsync(cloud.World.Stranger, default)).Value.Rows);
    }
}
