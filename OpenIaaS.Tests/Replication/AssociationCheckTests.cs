using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.Replication;

/// <summary>"Automatic validation: Compatibility and prerequisites verification" (Concepts, Virtual Machine Association).</summary>
public class AssociationCheckTests
{
    static readonly Id<AvailabilityZone> Paris = new(new Guid(1, 0, 0, new byte[8]));
    static readonly Id<AvailabilityZone> Lyon = new(new Guid(2, 0, 0, new byte[8]));
    static readonly AssociationFacts Good = new(
        "web-01", Paris, Lyon, new StorageRoom(default, "sr-02", ByteSize.FromGiB(130), true), 2, ByteSize.FromGiB(100), ByteSize.FromGiB(10), 3, 1, null, false);

    public static TheoryData<AssociationRequirement, string> Refusals => new()
    {
        { AssociationRequirement.OtherZone, "association.same-zone" },
        { AssociationRequirement.TargetConnected, "storage.disconnected" },
        { AssociationRequirement.Room, "association.room" },
        { AssociationRequirement.Network, "association.no-network" },
        { AssociationRequirement.Devices, "association.no-disk" },
        { AssociationRequirement.NotReplicated, "association.already" },
        { AssociationRequirement.NotAReplica, "association.replica" },
    };

    [Fact]
    public void Machine_that_meets_everything_may_be_replicated()
    {
        Assert.True(AssociationCheck.Check(Good).Ok);
        Assert.Equal(Enum.GetValues<AssociationRequirement>(), AssociationCheck.All(Good).Select(check => check.Requirement));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Each_requirement_is_refused_alone_and_the_others_stay_met(AssociationRequirement requirement, string code)
    {
        var refused = Assert.Single(AssociationCheck.All(Without(requirement)), check => !check.Passed);

        Assert.Equal((requirement, code), (refused.Requirement, refused.Problem!.Code));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void Target_needs_room_for_a_full_copy_and_every_kept_point(long extraBytes, bool passed) =>
        Assert.Equal(passed, AssociationCheck.Check(Good with { Target = Good.Target with { Free = ByteSize.FromGiB(130) + new ByteSize(extraBytes) } }).Ok);

    [Fact]
    public void What_is_promised_to_others_is_not_free_for_a_machine_and_the_sentence_says_so()
    {
        var facts = Good with { Promised = new ByteSize(1) };

        Assert.Equal("association.room-promised", Assert.Single(AssociationCheck.Check(facts).Problems).Code);
        Assert.True(AssociationCheck.Check(facts with { Target = facts.Target with { Free = ByteSize.FromGiB(130) + new ByteSize(1) } }).Ok);
    }

    [Fact]
    public void Machines_associated_together_take_their_room_one_after_the_other_and_one_that_is_refused_takes_none()
    {
        var target = Good.Target with { Free = ByteSize.FromGiB(300) };
        AssociationFacts[] machines =
        [
            Good with { Machine = "a", Target = target }, Good with { Machine = "b", Target = target, Disks = 0 }, Good with { Machine = "c", Target = target }, Good with { Machine = "d", Target = target },
        ];

        var checks = AssociationCheck.Together(machines);

        Assert.Equal([true, false, true, false], checks.Select(list => list.All(check => check.Passed)));
        Assert.Equal("association.room-promised", Assert.Single(checks[3], check => !check.Passed).Problem!.Code);
    }

    [Fact]
    public void Networks_the_target_does_not_have_and_snapshots_that_freeze_are_named_and_refuse_nothing()
    {
        var facts = Good with { MissingNetworks = ["vlan-front", "vlan-back"], Freezing = "The snapshot of web-01 froze: its system writes without pause." };

        Assert.True(AssociationCheck.Check(facts).Ok);
        Assert.Equal(
            [
                "The target pool has no network of the name vlan-front, vlan-back; a failover asks which one web-01 is connected to instead.",
                "A copy begins with a snapshot, and that of web-01 may fail: The snapshot of web-01 froze: its system writes without pause.",
            ],
            AssociationCheck.All(facts).Where(check => check.Warning is not null).Select(check => check.Warning!.Message));
    }

    [Theory]
    [InlineData(23, true)]
    [InlineData(24, false)]
    public void Machine_has_no_more_devices_than_a_machine_may_have(int disks, bool passed) => Assert.Equal(passed, AssociationCheck.Check(Good with { Disks = disks }).Ok);

    static AssociationFacts Without(AssociationRequirement requirement) => requirement switch
    {
        AssociationRequirement.OtherZone => Good with { TargetZone = Paris },
        AssociationRequirement.TargetConnected => Good with { Target = Good.Target with { IsConnected = false } },
        AssociationRequirement.Room => Good with { Retained = 4 },
        AssociationRequirement.Network => Good with { TargetNetworks = 0 },
        AssociationRequirement.Devices => Good with { Disks = 0 },
        AssociationRequirement.Snapshots => Good with { Freezing = "Its snapshot froze." },
        AssociationRequirement.NotReplicated => Good with { ReplicatedBy = "critical" },
        AssociationRequirement.NotAReplica => Good with { IsReplica = true },
    };
}
