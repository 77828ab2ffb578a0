using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Backup;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Backup;

public sealed class BackupPageTests : PageTest
{
    [Fact]
    public async Task Facts_say_how_many_machines_are_really_protected_and_lead_to_the_others()
    {
        await BackupPolicyQueriesTests.CoverAsync(Cloud, "kept", Cloud.World.Daily);
        await BackupPolicyQueriesTests.CoverAsync(Cloud, "bare", Cloud.World.NoBackup);
        await BackupPolicyQueriesTests.CoverAsync(Cloud, "none");

        var page = await RenderAsync<BackupPage>();

        Assert.Equal(
            [("1 of 3 machines really protected", "/virtual-machines?backup=Protected"), ("1 on nobackup", "/virtual-machines?backup=Unprotected"), ("1 without a policy", "/virtual-machines?backup=NoPolicy")],
            page.FindAll(".sub a").Select(link => (link.TextContent, link.GetAttribute("href")!)));
    }

    [Fact]
    public async Task Policies_say_when_they_run_and_what_they_keep_and_nobackup_that_it_protects_nothing()
    {
        await BackupPolicyQueriesTests.CoverAsync(Cloud, "kept", Cloud.World.Daily);

        var page = await RenderAsync<BackupPage>();

        Assert.Equal(
            ["backup-1d-r7|AZ05|Daily at 19:00|7 days|1|Makes backups", "nobackup|AZ05|Never|none|0|Protects nothing"],
            page.FindAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(cell => (cell.QuerySelector(".name") ?? cell).TextContent.Trim()))));
    }

    [Fact]
    public async Task Machine_put_under_a_policy_counts_by_itself()
    {
        var page = await RenderAsync<BackupPage>();
        Assert.StartsWith("0 of 0", page.Find(".sub a").TextContent, StringComparison.Ordinal);

        await BackupPolicyQueriesTests.CoverAsync(Cloud, "kept", Cloud.World.Daily);
        Clock.Advance(TimeSpan.FromSeconds(1));

        await page.WaitForAssertionAsync(() => Assert.StartsWith("1 of 1", page.Find(".sub a").TextContent, StringComparison.Ordinal), Patience);
    }

    [Theory]
    [InlineData("/backup?protects=no", "nobackup")]
    [InlineData("/backup?q=r7", "backup-1d-r7")]
    public async Task Address_decides_what_is_listed(string address, string name)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        Assert.Equal([name], (await RenderAsync<BackupPage>()).FindAll("td b.name").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Only_filled_button_asks_for_a_new_policy()
    {
        var page = await RenderAsync<BackupPage>();

        Assert.Equal("Request a new policy", Assert.Single(page.FindAll(".btn.p")).TextContent.Trim());
    }

    [Fact]
    public async Task Who_may_not_file_a_request_has_no_button()
    {
        await SignInWithAsync(Permission.BackupRead);

        Assert.Empty((await RenderAsync<BackupPage>()).FindAll(".btn.p"));
    }

    [Fact]
    public async Task Without_the_permission_the_page_says_which_one_is_missing()
    {
        await SignInWithAsync(Permission.ComputeRead);

        Assert.Contains("backup_iaas_opensource_read", (await RenderAsync<BackupPage>()).Find(".note").TextContent, StringComparison.Ordinal);
    }
}
