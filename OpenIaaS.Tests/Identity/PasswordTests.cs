using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

public sealed class PasswordTests
{
    const string Good = "quiet-otter-lamp-river";
    const string Email = "maya.lefort@horizon.example";

    [Theory]
    [InlineData("elevenchars", "password.too-short")]
    [InlineData("twelve-chars", null)]
    [InlineData("        spaces  are  fine ", null)]
    [InlineData("ééééàààà日本語テスト", null)]
    [InlineData("password1234", "password.common")]
    [InlineData("Motdepasse2026!", "password.common")]
    [InlineData("QWERTYuiop123", "password.common")]
    [InlineData("aaaaaaaaaaaaaaaa", "password.common")]
    [InlineData("OpenIaaSConsole2026", "password.common")]
    [InlineData("maya.lefort@horizon.example", "password.is-name")]
    [InlineData("MayaLefort1990!", "password.is-name")]
    [InlineData("mutuelle-horizon-1", "password.is-name")]
    public void Password_is_long_and_not_the_first_guess(string password, string? refused) =>
        Assert.Equal(refused, PasswordRule.Check(password, Email, "Maya Lefort", "Mutuelle Horizon").Problems.SingleOrDefault()?.Code);

    [Fact]
    public void Password_has_at_most_128_characters()
    {
        Assert.True(PasswordRule.Check(string.Concat(Enumerable.Repeat("abcdefgh", 16)), Email, "Maya", "H").Ok);
        Assert.Equal("password.too-long", Assert.Single(PasswordRule.Check(string.Concat(Enumerable.Repeat("abcdefgh", 16)) + "i", Email, "Maya", "H").Problems).Code);
    }

    [Fact]
    public async Task Hash_costs_210000_iterations()
    {
        await using var cloud = await Cloud.CreateAsync();

        Assert.True(cloud.Get<IOptions<PasswordHasherOptions>>().Value.IterationCount >= 210_000);
    }

    [Fact]
    public async Task Right_pair_signs_in_whatever_the_case_of_the_email()
    {
        await using var cloud = await WithPasswordAsync();

        Assert.Equal(cloud.World.Operator.Id, (await CheckAsync(cloud, "Maya.Lefort@Horizon.example", Good)).Value);
    }

    [Fact]
    public async Task Unknown_email_wrong_password_and_closed_account_get_the_same_answer()
    {
        await using var cloud = await WithPasswordAsync();

        var unknown = await CheckAsync(cloud, "nobody@horizon.example", Good);
        var wrong = await CheckAsync(cloud, Email, "not-this-one-at-all");
        for (var i = 0; i < 4; i++) await CheckAsync(cloud, Email, "not-this-one-at-all");
        var closed = await CheckAsync(cloud, Email, Good);

        Assert.Equal(unknown.Problems[0].Message, wrong.Problems[0].Message);
        Assert.Equal(unknown.Problems[0].Message, closed.Problems[0].Message);
    }

    [Fact]
    public async Task Account_opens_again_after_five_minutes()
    {
        await using var cloud = await WithPasswordAsync();
        for (var i = 0; i < 5; i++) await CheckAsync(cloud, Email, "not-this-one-at-all");

        cloud.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.False((await CheckAsync(cloud, Email, Good)).Ok);
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await CheckAsync(cloud, Email, Good)).Ok);
    }

    [Fact]
    public async Task Right_password_forgives_the_wrong_ones_before_it()
    {
        await using var cloud = await WithPasswordAsync();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++) await CheckAsync(cloud, Email, "not-this-one-at-all");
            Assert.True((await CheckAsync(cloud, Email, Good)).Ok);
        }
    }

    [Fact]
    public async Task Changing_a_password_needs_the_present_one()
    {
        await using var cloud = await WithPasswordAsync();

        var refused = await cloud.Get<Passwords>().SetAsync(cloud.World.Operator.Id, "a-guess-of-somebody", "another-good-one-here", default);

        Assert.Equal("Current", Assert.Single(refused.Problems).Field);
        Assert.True((await cloud.Get<Passwords>().SetAsync(cloud.World.Operator.Id, Good, "another-good-one-here", default)).Ok);
        Assert.False((await CheckAsync(cloud, Email, Good)).Ok);
    }

    static async Task<Cloud> WithPasswordAsync()
    {
        var cloud = await Cloud.CreateAsync();
        Assert.True((await cloud.Get<Passwords>().SetAsync(cloud.World.Operator.Id, "", Good, default)).Ok);
        return cloud;
    }

    static Task<Domain.Common.Result<Guid>> CheckAsync(Cloud cloud, string email, string password) => cloud.Get<Passwords>().CheckAsync(email, password, default);
}
