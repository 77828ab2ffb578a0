using Bunit;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Console.Identity.AccessTokens;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity.AccessTokens;

/// <summary>A person's own access tokens: made, shown once with their secret, and deleted.</summary>
public sealed class AccessTokensPageTests : PageTest
{
    [Fact]
    public async Task Token_is_made_and_its_secret_shown_once()
    {
        var page = await RenderAsync<AccessTokensPage>();
        Press(page, "New access token");
        page.WaitForAssertion(() => Assert.Equal("true", Verb(page, "Make access token").GetAttribute("aria-disabled")), Patience);
        page.Find("[role=dialog] input[type=text]").Input("ci erp");
        page.FindAll("[role=dialog] label").Single(label => label.TextContent.Contains(Permission.ComputeRead, StringComparison.Ordinal)).QuerySelector("input")!.Change(true);
        Verb(page, "Make access token").Click();

        page.WaitForAssertion(() => Assert.Contains("never again", page.Find("[role=dialog]").TextContent, StringComparison.Ordinal), Patience);
        var shown = page.FindAll("[role=dialog] code").Select(code => code.TextContent).ToList();
        await using var database = Cloud.Database();
        var kept = await database.AccessTokens.AsNoTracking().SingleAsync();
        Assert.Equal($"{kept.Id}", shown[0]);
        Assert.True(Secret.Matches(shown[1], kept.SecretHash));
        Assert.Equal(("ci erp", Permission.ComputeRead, Clock.GetUtcNow().AddDays(90)), (kept.Name, Assert.Single(kept.Permissions), kept.ExpiresAt));

        Verb(page, "I have kept the secret").Click();
        page.WaitForAssertion(() => Assert.Contains("ci erp", page.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain(shown[1], page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_is_deleted_once_that_is_confirmed()
    {
        await AddAsync("ci erp", Cloud.World.Operator.Id);
        var page = await RenderAsync<AccessTokensPage>();
        page.WaitForElement("button[aria-label='Actions of ci erp']", Patience).Click();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Contains("Delete", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Verb(page, "Delete access token"), Patience);
        await using var database = Cloud.Database();
        Assert.Equal(1, await database.AccessTokens.CountAsync());

        Verb(page, "Delete access token").Click();

        page.WaitForAssertion(() => Assert.Contains("No access token yet.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(0, await database.AccessTokens.CountAsync());
    }

    [Fact]
    public async Task Nobody_is_offered_what_they_may_not_and_others_tokens_are_not_shown()
    {
        await AddAsync("theirs", Cloud.World.Operator.Id);
        await SignInWithAsync(Permission.IamOfflineAccess, Permission.ComputeRead);
        var page = await RenderAsync<AccessTokensPage>();
        page.WaitForAssertion(() => Assert.Contains("No access token yet.", page.Markup, StringComparison.Ordinal), Patience);
        Press(page, "New access token");
        page.WaitForAssertion(() => Assert.Equal([Permission.ComputeRead, Permission.IamOfflineAccess], page.FindAll("[role=dialog] .pooltree small").Select(name => name.TextContent)), Patience);
    }

    [Fact]
    public async Task Whoever_may_hold_none_is_told_why()
    {
        await SignInWithAsync(Permission.ComputeRead);
        var page = await RenderAsync<AccessTokensPage>();
        Assert.Contains(Permission.IamOfflineAccess, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("New access token", StringComparison.Ordinal));
    }

    async Task AddAsync(string name, Guid owner)
    {
        await using var database = Cloud.Database();
        database.Add(new AccessToken(Cloud.Get<IdSource>().Next<AccessToken>(), Cloud.World.Tenant.Id, owner, name, "0", [Permission.ComputeRead], Clock.GetUtcNow().AddDays(3)));
        await database.SaveChangesAsync();
    }

    static void Press(IRenderedComponent<AccessTokensPage> page, string name) => page.FindAll("button").First(button => button.TextContent.Contains(name, StringComparison.Ordinal)).Click();

    static AngleSharp.Dom.IElement Verb(IRenderedComponent<AccessTokensPage> page, string name) =>
        page.FindAll("[role=dialog] button, [role=alertdialog] button").Single(button => button.TextContent.Trim() == name);
}
