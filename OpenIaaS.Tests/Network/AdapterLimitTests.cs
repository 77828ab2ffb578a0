using OpenIaaS.Domain.Network;

namespace OpenIaaS.Tests.Network;

public class AdapterLimitTests
{
    /// <summary>"the maximum number of network cards that can be created on a VM, which is 7".</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(7, null)]
    [InlineData(8, "adapter.too-many")]
    public void Machine_has_at_most_7_adapters(int adapters, string? code) => Assert.Equal(code, AdapterLimits.CheckCount(adapters).Problems.SingleOrDefault()?.Code);

    /// <summary>"When you need to propagate more than 7 VLANs, you must use a VLAN Trunk."</summary>
    [Theory]
    [InlineData(6, null)]
    [InlineData(7, "adapter.trunk")]
    public void Seventh_adapter_comes_with_the_advice_of_a_trunk(int adapters, string? code) => Assert.Equal(code, AdapterLimits.Advice(adapters)?.Code);

    [Theory]
    [InlineData("02:16:3E:00:00:01", null)]
    [InlineData("02-16-3e-00-00-01", null)]
    [InlineData("02-16:3e-00-00-01", "mac.format")]
    [InlineData("02:16:3e:00:00", "mac.format")]
    [InlineData("02:16:3e:00:00:0g", "mac.format")]
    [InlineData("02:16:3e:00:00:01\n", "mac.format")]
    [InlineData("03:16:3e:00:00:01", "mac.multicast")]
    [InlineData("ff:ff:ff:ff:ff:ff", "mac.multicast")]
    [InlineData("02-00-00-00-00-AA", "mac.duplicate")]
    public void MAC_address_is_well_formed_single_and_free(string text, string? code) =>
        Assert.Equal(code, MacAddress.CheckFree(text, ["02:00:00:00:00:aa"]).Problems.SingleOrDefault()?.Code);
}
