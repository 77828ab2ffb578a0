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
        AssociationRequirement.NotReplicated => Good with { ReplicatedBy = "critical" },
        AssociationRequirement.NotAReplica => Good with { IsReplica = true },
    };
}
