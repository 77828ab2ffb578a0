using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Network;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Network;

/// <summary>Static addresses that are asked for by themselves.</summary>
public sealed class StaticAddressCommandTests : IAsyncLifetime
{
    Cloud cloud = null!;
    PrivateNetwork network = null!;

    public async ValueTask InitializeAsync()
    {
        cloud = await Cloud.CreateAsync();
        (network, _) = await cloud.AddPrivateAsync(range: "10.60.0.8/29");
    }

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    [Fact]
    public async Task Address_is_kept_and_its_activity_names_it()
    {
        var activity = await cloud.CompleteAsync(await KeepAsync("02-00-00-00-00-AA", "10.60.0.12"));
        var kept = Assert.Single(await RowsAsync());
        Assert.Equal((kept.Id.ToString(), "10.60.0.12", "static address", "vpc.static_ip.create"), (activity.Outcome, activity.TargetName, activity.TargetNoun, activity.Type));
        Assert.Equal(("10.60.0.12", "02:00:00:00:00:aa", "front end", (Id<NetworkAdapter>?)null, false), (kept.Address, kept.MacAddress, kept.Description, kept.AdapterId, kept.IsComing));
    }

    [Fact]
    public async Task Without_an_address_the_lowest_one_is_kept_until_none_is_left()
    {
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:00", "10.60.0.11"));
        for (var number = 1; number <= 4; number++) await cloud.CompleteAsync(await KeepAsync($"02:00:00:00:00:0{number}"));
        Assert.Equal(["10.60.0.10", "10.60.0.11", "10.60.0.12", "10.60.0.13", "10.60.0.14"], (await RowsAsync()).Select(row => row.Address).Order(StringComparer.Ordinal));
        PowerTests.Refused("ip.full", await KeepAsync("02:00:00:00:00:05"));

        var first = (await RowsAsync()).Single(row => row.Address == "10.60.0.10");
        await cloud.CompleteAsync(await cloud.Get<DeleteStaticAddress>().SubmitAsync(new(first.Id), cloud.World.Caller, default));
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:05"));
        Assert.Equal("02:00:00:00:00:05", (await RowsAsync()).Single(row => row.Address == "10.60.0.10").MacAddress);
    }

    [Fact]
    public async Task Two_at_once_get_two_addresses()
    {
        var both = await Task.WhenAll(KeepAsync("02:00:00:00:00:01"), KeepAsync("02:00:00:00:00:02"));
        Assert.All(both, answer => Assert.True(answer.Ok));
        Assert.Equal(2, (await RowsAsync()).Select(row => row.Address).Distinct().Count());
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_once_with_who_has_the_address()
    {
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:01", "10.60.0.12"));
        var refused = await cloud.Get<CreateStaticAddress>().SubmitAsync(new(network.Id, "02:00", "10.60.0.12", ""), cloud.World.Caller, default);
        Assert.Equal(["mac.format", "ip.description-empty", "ip.taken"], refused.Problems.Select(problem => problem.Code));
        Assert.Contains("02:00:00:00:00:01", refused.Problems[2].Message, StringComparison.Ordinal);
        PowerTests.Refused("ip.mac-taken", await KeepAsync("02:00:00:00:00:01", "10.60.0.13"));
        PowerTests.Refused("ip.mac-taken", await KeepAsync("02:00:00:00:00:01"));
        PowerTests.Refused("ip.outside", await KeepAsync("02:00:00:00:00:02", "10.61.0.13"));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task Description_and_MAC_address_change_together_or_not_at_all()
    {
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:01"));
        await cloud.CompleteAsync(await KeepAsync("02:00:00:00:00:02"));
        var first = (await RowsAsync())[0];
        PowerTests.Refused("ip.mac-taken", await ChangeAsync(first.Id, "other", "02:00:00:00:00:02"));
        Assert.Equal("front end", (await RowsAsync())[0].Description);
        await cloud.CompleteAsync(await ChangeAsync(first.Id, "other", "02:00:00:00:00:03"));
        await cloud.CompleteAsync(await ChangeAsync(first.Id, null, "02-00-00-00-00-03"));
        var changed = (await RowsAsync())[0];
        Assert.Equal(("other", "02:00:00:00:00:03", first.Address), (changed.Description, changed.MacAddress, changed.Address));
    }

    Task<Result<Id<Activity>>> KeepAsync(string mac, string? address = null) =>
        cloud.Get<CreateStaticAddress>().SubmitAsync(new(network.Id, mac, address, "front end"), cloud.World.Caller, default);

    Task<Result<Id<Activity>>> ChangeAsync(Id<StaticAddress> id, string? description, string? mac) => cloud.Get<UpdateStaticAddress>().SubmitAsync(new(id, description, mac), cloud.World.Caller, default);

    async Task<List<StaticAddress>> RowsAsync()
    {
        await using var database = cloud.Database();
        return await database.StaticAddresses.AsNoTracking().OrderBy(row => row.Id).ToListAsync();
    }
}
