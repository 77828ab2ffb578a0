using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>A pasted link to what is not there, to a stranger's, and to what is in another tenant of the same person.</summary>
public sealed class MissingPageTests(MissingPageTests.Demo demo) : IClassFixture<MissingPageTests.Demo>
{
    static readonly string[] Nowhere = ["/virtual-machines/0198c0de-0000-7000-8000-00000000dead", "/catalog/templates/0198c0de-0000-7000-8000-00000000dead", "/catalog/images/0198c0de-0000-7000-8000-00000000dead", "/support/999999"];

    [Fact]
    public async Task Object_that_does_not_exist_answers_404()
    {
        using var browser = await demo.Host.SignedInAsync();
        foreach (var path in Nowhere) Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Own_object_is_shown_a_strangers_is_as_if_it_did_not_exist_and_another_tenants_of_mine_is_named()
    {
        using var browser = await demo.Host.SignedInAsync();
        await using var database = demo.Host.Database();
        var person = (await demo.Host.PersonAsync()).Id;
        var mine = await database.Memberships.Where(row => row.UserId == person).Select(row => row.TenantId).ToListAsync();
        var working = (await database.Users.SingleAsync(user => user.Id == person)).LastTenantId!.Value;
        foreach (var (path, tenant) in await ObjectsAsync(database))
        {
            using var answer = await browser.GetAsync(path);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.Equal(tenant == working ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal(tenant != working && mine.Contains(tenant), page.Contains("This is in tenant ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Button_of_the_page_switches_to_the_tenant_and_shows_the_object()
    {
        using var browser = await demo.Host.SignedInAsync();
        await using var database = demo.Host.Database();
        var person = (await demo.Host.PersonAsync()).Id;
        var mine = await database.Memberships.Where(row => row.UserId == person).Select(row => row.TenantId).ToListAsync();
        var (left, pressed) = ("", 0);
        foreach (var (path, tenant) in (await ObjectsAsync(database)).Where(entry => mine.Contains(entry.Tenant)))
        {
            using var before = await browser.GetAsync(path);
            if (before.StatusCode == HttpStatusCode.OK) left = path;
            else
            {
                using var answer = await PressAsync(browser, before, "Switch to tenant ");
                Assert.Equal(path, answer.Headers.Location!.OriginalString);
                using var after = await browser.GetAsync(path);
                Assert.Equal(HttpStatusCode.OK, after.StatusCode);
                Assert.Contains(await NameAsync(database, path), WebUtility.HtmlDecode(await after.Content.ReadAsStringAsync()), StringComparison.Ordinal);
                Assert.Equal(tenant, await database.Users.Where(user => user.Id == person).Select(user => user.LastTenantId).SingleAsync());
                if (left.Length > 0) Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(left)).StatusCode);
                (left, pressed) = (path, pressed + 1);
            }
        }

        Assert.True(pressed > 0, "Nothing of the person's is in another tenant.");
    }

    [Fact]
    public async Task Lab_is_there_in_the_demo_world_and_not_where_nobody_asked_for_it()
    {
        using var browser = await demo.Host.SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/lab")).StatusCode);
        Assert.Contains("href=\"/lab\"", await browser.GetStringAsync("/compute"), StringComparison.Ordinal);

        await using var plain = new ConsoleHost(demo: false);
        using var elsewhere = await plain.SignedInAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync("/lab")).StatusCode);
        Assert.DoesNotContain("href=\"/lab\"", await elsewhere.GetStringAsync("/compute"), StringComparison.Ordinal);
    }

    /// <summary>Presses the button whose text begins so, as a browser does: its form is sent with its hidden fields.</summary>
    static async Task<HttpResponseMessage> PressAsync(HttpClient browser, HttpResponseMessage page, string text)
    {
        using var document = await new HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync());
        var button = document.QuerySelectorAll<IHtmlButtonElement>("button").Single(it => it.TextContent.StartsWith(text, StringComparison.Ordinal));
        var fields = button.Form!.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => KeyValuePair.Create(input.Name!, input.Value)).Append(new(button.Name!, button.Value));
        using var body = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(button.Form!.GetAttribute("action"), body);
    }

    static async Task<string> NameAsync(Infrastructure.Persistence.ConsoleDbContext database, string path)
    {
        var id = Guid.Parse(path.Split('/')[^1]);
        return await database.VirtualMachines.Where(row => row.Id == new Domain.Common.Id<Domain.Compute.VirtualMachine>(id)).Select(row => row.Name).SingleOrDefaultAsync()
            ?? await database.Templates.Where(row => row.Id == new Domain.Common.Id<Domain.Catalog.Template>(id)).Select(row => row.Name).SingleOrDefaultAsync()
            ?? await database.DiskImages.Where(row => row.Id == new Domain.Common.Id<Domain.Catalog.DiskImage>(id)).Select(row => row.Name).SingleAsync();
    }

    /// <summary>One machine, template and image of every tenant.</summary>
    static async Task<List<(string Path, Domain.Common.Id<Tenant> Tenant)>> ObjectsAsync(Infrastructure.Persistence.ConsoleDbContext database)
    {
        List<(string, Domain.Common.Id<Tenant>)> found = [];
        foreach (var tenant in await database.Tenants.Select(row => row.Id).ToListAsync())
        {
            if (await database.VirtualMachines.FirstOrDefaultAsync(row => row.TenantId == tenant) is { } machine) found.Add(($"/virtual-machines/{machine.Id}", tenant));
            if (await database.Templates.FirstOrDefaultAsync(row => row.TenantId == tenant) is { } template) found.Add(($"/catalog/templates/{template.Id}", tenant));
            if (await database.DiskImages.FirstOrDefaultAsync(row => row.TenantId == tenant) is { } image) found.Add(($"/catalog/images/{image.Id}", tenant));
        }

        Assert.True(found.Select(entry => entry.Item2).Distinct().Count() >= 3);
        return found;
    }

    public sealed class Demo : IAsyncDisposable
    {
        public ConsoleHost Host { get; } = new(demo: true);

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
