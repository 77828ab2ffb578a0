using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Tests.Network;

/// <summary>Which addresses a private network gives, and to whom.</summary>
public sealed class PrivateNetworkRuleTests
{
    static int made;

    static readonly PrivateNetwork Network = Of("10.60.0.8/29");

    [Theory]
    [InlineData("10.60.0.0/24", "10.60.0.0", "10.60.0.255")]
    [InlineData("172.16.0.0/16", "172.16.0.0", "172.16.255.255")]
    [InlineData("192.168.7.248/29", "192.168.7.248", "192.168.7.255")]
    public void Range_is_read(string text, string first, string last)
    {
        var range = Ipv4Range.Parse(text).Value;
        Assert.Equal((text, first, last), ($"{range}", Ipv4.Text(range.First), Ipv4.Text(range.Last)));
    }

    [Theory]
    [InlineData("10.60.0.1/24")]
    [InlineData("10.60.0.0/15")]
    [InlineData("10.60.0.0/30")]
    [InlineData("10.60.0.0")]
    [InlineData("10.60.0/24")]
    [InlineData("10.60.0.0/+24")]
    [InlineData("fd00::/64")]
    public void What_is_no_range_is_refused(string text) => Assert.Equal("range.format", Assert.Single(Ipv4Range.Parse(text).Problems).Code);

    [Theory]
    [InlineData("10.60.0.10", null)]
    [InlineData(" 10.60.0.14 ", null)]
    [InlineData("10.60.0.8", "ip.network")]
    [InlineData("10.60.0.9", "ip.gateway")]
    [InlineData("10.60.0.15", "ip.broadcast")]
    [InlineData("10.60.0.7", "ip.outside")]
    [InlineData("10.60.0.16", "ip.outside")]
    [InlineData("10.60.0.010", "ip.format")]
    [InlineData("10.60", "ip.format")]
    [InlineData("fd00::1", "ip.format")]
    [InlineData("", "ip.format")]
    public void Address_is_one_that_a_machine_can_have(string text, string? code)
    {
        var check = Network.CheckAddress(text);
        Assert.Equal(code, check.Ok ? null : Assert.Single(check.Problems).Code);
        if (check.Ok) Assert.Equal(text.Trim(), check.Value);
        else Assert.Equal("IpAddress", check.Problems[0].Field);
    }

    [Fact]
    public void Next_free_one_is_the_lowest_and_none_is_left_when_all_are_kept()
    {
        HashSet<string> kept = [];
        string[] given = [.. Enumerable.Range(0, 5).Select(_ => Give())];
        Assert.Equal(["10.60.0.10", "10.60.0.11", "10.60.0.12", "10.60.0.13", "10.60.0.14"], given);
        var full = Assert.Single(Network.NextFree(kept).Problems);
        Assert.Equal(("ip.full", "The private network app has no free address: all 5 of 10.60.0.8/29 are kept. Delete a static address first."), (full.Code, full.Message));
        kept.Remove("10.60.0.12");
        Assert.Equal("10.60.0.12", Network.NextFree(kept).Value);

        string Give()
        {
            var next = Network.NextFree(kept).Value;
            kept.Add(next);
            return next;
        }
    }

    [Fact]
    public void Address_is_given_once_and_a_MAC_address_has_one()
    {
        var kept = Keep("10.60.0.10", "02:00:00:00:00:01");
        Assert.True(Network.CheckFree("10.60.0.10", "02:00:00:00:00:02", null, "").Ok);
        Assert.True(Network.CheckFree("10.60.0.10", "02:00:00:00:00:01", kept, "web").Ok);
        Assert.Equal(
            "The address 10.60.0.10 of the private network app is kept for web (02:00:00:00:00:01); choose another one.",
            Assert.Single(Network.CheckFree("10.60.0.10", "02:00:00:00:00:02", kept, "web").Problems).Message);
        Assert.Contains("kept for 02:00:00:00:00:01;", Network.CheckFree("10.60.0.10", "02:00:00:00:00:02", kept, "").First!.Message, StringComparison.Ordinal);
        Assert.True(Network.CheckMac("10.60.0.10", kept).Ok);
        Assert.Equal("ip.mac-taken", Network.CheckMac("10.60.0.11", kept).First!.Code);
        Assert.Equal("ip.mac-taken", Network.CheckMac(null, kept).First!.Code);
    }

    [Fact]
    public void Address_that_came_with_an_adapter_stays_with_it()
    {
        var kept = Keep("10.60.0.10", "02:00:00:00:00:01").ComingWith(new Id<NetworkAdapter>(Next()));
        Assert.Equal("ip.of-adapter", kept.CanChangeMac("02:00:00:00:00:02").First!.Code);
        Assert.True(kept.CanChangeMac("02:00:00:00:00:01").Ok);
        Assert.True(Keep("10.60.0.10", "02:00:00:00:00:01").CanChangeMac("02:00:00:00:00:02").Ok);
    }

    [Theory]
    [InlineData(" ", "ip.description-empty")]
    [InlineData("a\nb", "ip.description-control")]
    [InlineData("front end", null)]
    public void Description_is_one_line(string text, string? code) => Assert.Equal(code, StaticAddress.CheckDescription(text).First?.Code);

    [Fact]
    public void Description_has_an_end() => Assert.Equal("ip.description-too-long", StaticAddress.CheckDescription(new string('x', StaticAddress.LongestDescription + 1)).First!.Code);

    static StaticAddress Keep(string address, string mac) => new(new(Next()), Network, address, mac, "");

    static PrivateNetwork Of(string range) => new(
        new(Next()), new Vpc(new(Next()), new Id<Tenant>(Next()), "vpc"), new(Next()), "app", Ipv4Range.Parse(range).Value);

    /// <summary>An identity no other one here has.</summary>
    static Guid Next() => new(Interlocked.Increment(ref made), 0, 0, new byte[8]);
}
