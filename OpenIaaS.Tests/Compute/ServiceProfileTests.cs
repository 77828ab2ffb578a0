using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Tests.Compute;

public sealed class ServiceProfileTests
{
    [Theory]
    [InlineData(0, "00:25:B5:0A:00:00", "20:00:00:25:B5:0B:00:00", "00000000-0000-0000-0000-000000000000")]
    [InlineData(0x12345, "00:25:B5:1A:23:45", "20:00:00:25:B5:1B:23:45", "00000000-0000-0000-0000-000000012345")]
    [InlineData(ServiceProfile.Most - 1, "00:25:B5:FA:FF:FF", "20:00:00:25:B5:FB:FF:FF", "00000000-0000-0000-0000-0000000fffff")]
    public void Identities_are_made_of_one_number_and_the_letter_of_the_fabric(int number, string macA, string wwpnB, string uuid)
    {
        var profile = Of("blade-1", number);
        Assert.Equal((macA, wwpnB, uuid), (profile.MacA, profile.WwpnB, profile.Uuid.ToString()));
        Assert.Equal((profile.MacA.Replace("A:", "B:", StringComparison.Ordinal), "20:00:" + profile.MacA), (profile.MacB, profile.WwpnA));
        Assert.All([profile.MacA, profile.MacB], mac => Assert.True(MacAddress.Parse(mac).Ok));
    }

    [Fact]
    public void Uuid_begins_with_what_the_profiles_of_a_pool_have_in_common() =>
        Assert.Equal(Guid.Parse("fedcba98-7654-3210-0000-000000000007"), ServiceProfile.Of(default, "blade-1", 0xFEDCBA9876543210, 7, null).Uuid);

    [Theory]
    [InlineData(-1)]
    [InlineData(ServiceProfile.Most)]
    public void Number_that_does_not_fit_is_a_bug(int number) => Assert.Throws<ArgumentOutOfRangeException>(() => Of("blade-1", number));

    [Theory]
    [InlineData("clu001-az05-blade-1", "SP-clu001-az05-blade-1")]
    [InlineData("Lame n° 1 (été)", "SP-Lame-n--1---t--")]
    [InlineData("a-host-with-a-name-that-is-far-too-long", "SP-a-host-with-a-name-that-is-fa")]
    public void Name_has_only_what_the_name_of_a_profile_may_have(string host, string name)
    {
        Assert.Equal(name, ServiceProfile.NameOf(host));
        Assert.InRange(name.Length, 2, ServiceProfile.LongestName);
    }

    [Fact]
    public void Profile_without_a_blade_that_works_is_as_bad_as_a_failed_blade()
    {
        Assert.Equal((true, FaultSeverity.Cleared), (Of("a", 1).IsAssociated, Of("a", 1).Severity));
        var without = Of("a", 1) with { Obstacle = Problem.Unavailable("blade.no-power", $"The blade {"a"} in slot {1} of {"ch"} has no power.") };
        Assert.Equal((false, FaultRule.Of(HostStatus.Failed)), (without.IsAssociated, without.Severity));
    }

    static ServiceProfile Of(string host, int number) => ServiceProfile.Of(default, host, 0, number, null);
}
