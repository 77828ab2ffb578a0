using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Shared;
using OpenIaaS.Console.Shell;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class UrlStateTests : ComponentTest
{
    static readonly TableView Default = new(1, 25, "name");

    UrlState Url => Services.GetRequiredService<UrlState>();

    BunitNavigationManager Browser => Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public void View_is_read_from_the_address()
    {
        Browser.NavigateTo("/virtual-machines?page=3&rows=50&sort=-cpu");

        Assert.Equal(new TableView(3, 50, "cpu", true), Url.GetView(Default));
    }

    [Fact]
    public void Nonsense_in_the_address_falls_back()
    {
        Browser.NavigateTo("/virtual-machines?page=-1&rows=7");

        Assert.Equal(Default, Url.GetView(Default));
    }

    [Fact]
    public void Default_view_leaves_the_address_clean_and_keeps_the_rest()
    {
        Browser.NavigateTo("/virtual-machines?q=erp&page=3&sort=-cpu");

        Url.SetView(Default, Default);

        Assert.EndsWith("/virtual-machines?q=erp", Browser.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Typing_replaces_the_history_entry_and_a_choice_adds_one(bool typing)
    {
        Url.Set("q", "erp", typing);

        Assert.Equal(typing, Browser.History.First().Options.ReplaceHistoryEntry);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/backup?page=2", "/backup?page=2")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Return_address_stays_on_this_site(string? asked, string followed) => Assert.Equal(followed, PreferenceEndpoints.LocalOrHome(asked));
}
