using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Tests.Replication;

public sealed class AssociationTests
{
    static Task<Result<Id<Activity>>> DissociateAsync(ReplicationWorld world, VirtualMachine machine, Caller? caller = null) =>
        world.Cloud.Get<DissociateReplication>().SubmitAsync(new DissociateReplication.Input(machine.Id), caller ?? world.Cloud.World.Caller, default);

    [Fact]
    public async Task The_list_shown_before_and_the_refusal_are_the_same_sentences()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.MachineAsync("legacy-01", world.Cloud.World.PoolB);
        var policy = await world.PolicyAsync();

        var shown = (await world.Cloud.Get<AssociationQueries>().CheckAsync(machine.Id, policy, world.Cloud.World.Caller, default)).Value;
        var refused = await world.AssociateAsync(machine, policy);

        Assert.False(shown.Ok);
        Assert.Equal("The policy's storage lies in the zone of legacy-01; a replica must lie in another zone.", Assert.Single(refused.Problems).Message);
        Assert.Equal(refused.Problems.Select(problem => problem.Message), shown.Checks.Where(check => !check.Passed).Select(check => check.Problem!.Message));
    }

    [Fact]
    public async Task A_target_pool_without_networks_is_refused()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var (machine, policy) = (await world.MachineAsync("erp-db-01"), await world.PolicyAsync());
        await using (var database = world.Cloud.Database()) await database.VirtualNetworks.Where(network => network.Id == world.Cloud.World.NetworkB.Id).ExecuteDeleteAsync();

        Assert.Equal("association.no-network", Assert.Single((await world.AssociateAsync(machine, policy)).Problems).Code);
    }

    [Fact]
    public async Task A_machine_that_is_still_being_created_is_refused_and_not_offered()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var (machine, policy) = (await world.MachineAsync("erp-db-01"), await world.PolicyAsync());
        await using (var database = world.Cloud.Database())
            await database.VirtualMachines.ExecuteUpdateAsync(row => row.SetProperty(it => it.Pending, PendingAction.Creating));

        Assert.Equal("association.not-ready", Assert.Single((await world.AssociateAsync(machine, policy)).Problems).Code);
        Assert.Empty((await world.Cloud.Get<AssociationQueries>().CandidatesAsync(policy, null, 10, world.Cloud.World.Caller, default)).Value.Rows);
    }

    [Fact]
    public async Task A_machine_has_one_replica_even_when_two_associations_meet()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.MachineAsync("erp-db-01");
        var policies = new[] { await world.PolicyAsync("first"), await world.PolicyAsync("second") };

        var answers = await Task.WhenAll(policies.Select(policy => Task.Run(() => world.AssociateAsync(machine, policy))));

        Assert.Single(answers, answer => answer.Ok);
        Assert.Equal("association.already", Assert.Single(answers.Single(answer => !answer.Ok).Problems).Code);
    }

    [Fact]
    public async Task What_another_tenant_owns_is_neither_associated_nor_dissociated()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        var (stranger, replica) = (world.Cloud.World.Stranger, await world.ReplicaAsync(machine));

        Assert.Equal(ProblemKind.NotFound, Assert.Single((await world.Cloud.Get<AssociateReplication>().SubmitAsync(new(machine.Id, replica.PolicyId), stranger, default)).Problems).Kind);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await DissociateAsync(world, machine, stranger)).Problems).Kind);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await world.Cloud.Get<AssociationQueries>().CandidatesAsync(replica.PolicyId, null, 10, stranger, default)).Problems).Kind);
    }

    [Fact]
    public async Task Candidates_are_all_machines_those_that_can_be_replicated_first_and_the_others_say_why_not()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var policy = await world.PolicyAsync();
        await world.MachineAsync("a-in-the-target-zone", world.Cloud.World.PoolB);
        await world.Cloud.CompleteAsync(await world.AssociateAsync(await world.MachineAsync("b-replicated"), policy));
        await world.MachineAsync("c-possible");

        var candidates = (await world.Cloud.Get<AssociationQueries>().CandidatesAsync(policy, null, 10, world.Cloud.World.Caller, default)).Value.Rows;
        var found = (await world.Cloud.Get<AssociationQueries>().CandidatesAsync(policy, "POSS", 10, world.Cloud.World.Caller, default)).Value;

        Assert.Equal(
            [("c-possible", null), ("a-in-the-target-zone", "association.same-zone"), ("b-replicated", "association.already")],
            candidates.Select(candidate => (candidate.Name, candidate.Checks.FirstOrDefault(check => !check.Passed)?.Problem!.Code)));
        Assert.Equal((1, "c-possible"), (found.Total, Assert.Single(found.Rows).Name));
    }

    [Fact]
    public async Task Networks_by_name_and_snapshots_that_freeze_are_told_before()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var (machine, policy) = (await world.MachineAsync("erp-db-01"), await world.PolicyAsync());
        world.Link.Freezing[machine.Id] = "The snapshot of erp-db-01 froze: its system writes without pause.";
        await using (var database = world.Cloud.Database())
        {
            database.Add(new Domain.Network.NetworkAdapter(
                world.Cloud.Get<IdSource>().Next<Domain.Network.NetworkAdapter>(), machine.TenantId, machine.Id, world.Cloud.World.NetworkA.Id, 0, "00:16:3e:00:00:01", ""));
            await database.SaveChangesAsync();
            await database.VirtualNetworks.Where(network => network.Id == world.Cloud.World.NetworkB.Id).ExecuteUpdateAsync(network => network.SetProperty(row => row.Name, "another"));
        }

        var shown = (await world.Cloud.Get<AssociationQueries>().CheckAsync(machine.Id, policy, world.Cloud.World.Caller, default)).Value;

        Assert.True(shown.Ok);
        Assert.Equal(["association.missing-networks", "association.freezing"], shown.Checks.Where(check => check.Warning is not null).Select(check => check.Warning!.Code));
    }

    [Fact]
    public async Task Many_machines_are_judged_together_and_those_the_target_has_room_for_are_replicated_at_once()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        List<VirtualMachine> machines = [];
        foreach (var name in new[] { "a", "b", "c", "d" }) machines.Add(await world.MachineAsync(name));
        var policy = await world.PolicyAsync(retained: 4);
        // A copy and 4 points of 20 GiB take 22 GiB: room for two.
        await using (var database = world.Cloud.Database())
            Assert.True((await database.StorageRepositories.SingleAsync(storage => storage.Id == world.Cloud.World.StorageB.Id)) is var storage
                && storage.Reserve(storage.Free - ByteSize.FromGiB(50)).Ok && await database.SaveChangesAsync() == 1);
        List<Id<VirtualMachine>> ids = [.. machines.Select(machine => machine.Id)];
        var action = new BulkAction(BulkKind.Replicate, [], Replication: policy);

        var lines = (await world.Cloud.Get<BulkQueries>().PreviewAsync(ids, action, world.Cloud.World.Caller, default)).Value;
        var answers = (await world.Cloud.Get<BulkMachines>().SubmitAsync(ids, action, world.Cloud.World.Caller, default)).Value;
        await world.Cloud.SettleAsync();
        await world.BeatAsync();

        Assert.Equal([null, null, "association.room-promised", "association.room-promised"], lines.Select(line => line.Refused?.Code));
        Assert.Equal(lines.Select(line => line.Refused?.Message), answers.Select(answer => answer.Answer.Ok ? null : answer.Answer.Problems[0].Message));
        Assert.Equal(machines.Take(2).Select(machine => machine.Id.Value).Order(), (await world.RunsAsync()).Select(run => run.MachineId.Value).Order());
    }

    [Fact]
    public async Task A_bulk_action_without_a_policy_does_nothing_and_says_so()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.MachineAsync("a");
        var action = new BulkAction(BulkKind.Replicate, []);

        Assert.Equal("bulk.replication", Assert.Single((await world.Cloud.Get<BulkQueries>().PreviewAsync([machine.Id], action, world.Cloud.World.Caller, default)).Value).Refused!.Code);
        Assert.Equal("bulk.replication", Assert.Single((await world.Cloud.Get<BulkMachines>().SubmitAsync([machine.Id], action, world.Cloud.World.Caller, default)).Value).Answer.Problems[0].Code);
    }

    [Fact]
    public async Task Dissociation_removes_replica_and_points_and_gives_their_space_back()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();
        await world.PassAsync(TimeSpan.FromMinutes(16));
        Assert.Equal(ByteSize.FromGiB(21), await world.UsedAsync());

        await world.Cloud.CompleteAsync(await DissociateAsync(world, machine));

        await using var database = world.Cloud.Database();
        Assert.Empty(await database.Replicas.ToListAsync());
        Assert.Empty(await world.PointsAsync());
        Assert.Equal(ByteSize.Zero, await world.UsedAsync());
        Assert.Equal(ByteSize.FromGiB(21), Assert.Single(world.Link.Released).Value);
        Assert.Equal("replication.none", Assert.Single((await DissociateAsync(world, machine)).Problems).Code);
    }

    [Fact]
    public async Task Dissociation_during_a_run_waits_for_it_and_lets_no_other_begin()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        world.Link.Takes = TimeSpan.FromMinutes(20);
        var machine = await world.ReplicatedAsync();
        await world.BeatAsync();

        Assert.True((await DissociateAsync(world, machine)).Ok);
        Assert.Equal("replica.ending", Assert.Single((await DissociateAsync(world, machine)).Problems).Code);
        await world.PassAsync(TimeSpan.FromMinutes(10));
        Assert.NotNull((await world.ReplicaAsync(machine)).EndingSince);
        await world.PassAsync(TimeSpan.FromMinutes(25));

        await using var database = world.Cloud.Database();
        Assert.Empty(await database.Replicas.ToListAsync());
        Assert.Single(world.Link.Transfers);
        Assert.Equal(ByteSize.Zero, await world.UsedAsync());
    }

    [Fact]
    public async Task Associating_needs_the_management_permission()
    {
        await using var world = await ReplicationWorld.CreateAsync();
        var input = new AssociateReplication.Input((await world.MachineAsync("erp-db-01")).Id, await world.PolicyAsync());

        var refused = await world.Cloud.Get<AssociateReplication>().SubmitAsync(input, world.Cloud.World.With(Permission.ComputeRead), default);

        Assert.Equal(ProblemKind.Forbidden, Assert.Single(refused.Problems).Kind);
    }
}
