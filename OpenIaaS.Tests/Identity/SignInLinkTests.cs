using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

public sealed class SignInLinkTests
{
    [Fact]
    public async Task Link_signs_its_person_in()
    {
        await using var cloud = await Cloud.CreateAsync();
        var secret = await IssueAsync(cloud);

        var redeemed = await cloud.Get<SignInLinks>().RedeemAsync(secret, default);

        Assert.Equal(cloud.World.Operator.Id, redeemed.Value.Id);
    }

    [Fact]
    public async Task Secret_has_256_bits_and_is_not_kept()
    {
        await using var cloud = await Cloud.CreateAsync();
        var secret = await IssueAsync(cloud);

        await using var database = cloud.Database();
        var kept = await database.SignInLinks.SingleAsync();
        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(secret).Length);
        Assert.DoesNotContain(secret, kept.SecretHash, StringComparison.Ordinal);
        Assert.NotEqual(secret, await IssueAsync(cloud));
    }

    [Fact]
    public async Task Second_use_is_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var secret = await IssueAsync(cloud);
        await cloud.Get<SignInLinks>().RedeemAsync(secret, default);

        var again = await cloud.Get<SignInLinks>().RedeemAsync(secret, default);

        Assert.Equal(SignInRule.LinkUsed.Message, Assert.Single(again.Problems).Message);
    }

    [Fact]
    public async Task Looking_at_a_link_does_not_use_it_up()
    {
        await using var cloud = await Cloud.CreateAsync();
        var secret = await IssueAsync(cloud);
        await cloud.Get<SignInLinks>().ReadAsync(secret, default);

        Assert.True((await cloud.Get<SignInLinks>().RedeemAsync(secret, default)).Ok);
    }

    [Fact]
    public async Task Of_many_uses_at_once_one_wins()
    {
        await using var cloud = await Cloud.CreateAsync();
        var secret = await IssueAsync(cloud);

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => cloud.Get<SignInLinks>().RedeemAsync(secret, default))));

        Assert.Single(tries, redeemed => redeemed.Ok);
    }

    [Fact]
    public async Task Link_holds_for_15_minutes()
    {
        await using var cloud = await Cloud.CreateAsync();
        var secret = await IssueAsync(cloud);
        var links = cloud.Get<SignInLinks>();

        cloud.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.True((await links.ReadAsync(secret, default)).Ok);
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SignInRule.LinkExpired.Message, Assert.Single((await links.RedeemAsync(secret, default)).Problems).Message);
    }

    [Fact]
    public async Task Unknown_link_and_disabled_person_are_refused()
    {
        await using var cloud = await Cloud.CreateAsync();
        var secret = await IssueAsync(cloud);
        await using var database = cloud.Database();
        await database.Users.ExecuteUpdateAsync(user => user.SetProperty(row => row.IsDisabled, true));

        Assert.Equal("sign-in.link-unknown", Assert.Single((await cloud.Get<SignInLinks>().RedeemAsync(Secret.Create(), default)).Problems).Code);
        Assert.Equal("sign-in.disabled", Assert.Single((await cloud.Get<SignInLinks>().RedeemAsync(secret, default)).Problems).Code);
    }

    static Task<string> IssueAsync(Cloud cloud) => cloud.Get<SignInLinks>().IssueAsync(cloud.World.Operator.Id, default);
}
