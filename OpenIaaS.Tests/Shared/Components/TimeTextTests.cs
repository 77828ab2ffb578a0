using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class TimeTextTests : ComponentTest
{
    [Fact]
    public void Instant_is_shown_in_the_browsers_zone_with_utc_in_the_tooltip()
    {
        Services.GetRequiredService<BrowserTime>().Use("Europe/Paris");

        var text = Render<TimeText>(p => p.Add(t => t.Instant, Now)).Find("time");

        Assert.Equal("Mon 23 Nov 15:32", text.TextContent);
        Assert.Equal("2026-11-23 14:32:00 UTC", text.GetAttribute("data-tip"));
    }

    [Fact]
    public void Zone_learned_later_redraws()
    {
        var text = Render<TimeText>(p => p.Add(t => t.Instant, Now));
        Assert.Equal("Mon 23 Nov 14:32", text.Find("time").TextContent);

        Services.GetRequiredService<BrowserTime>().Use("Asia/Tokyo");

        text.WaitForAssertion(() => Assert.Equal("Mon 23 Nov 23:32", text.Find("time").TextContent));
    }

    [Fact]
    public void Unknown_zone_changes_nothing()
    {
        var time = Services.GetRequiredService<BrowserTime>();
        time.Use("Nowhere/Land");

        Assert.False(time.Known);
        Assert.Equal(TimeZoneInfo.Utc, time.Zone);
    }

    [Fact]
    public void Another_year_is_named() =>
        Assert.Equal("23 Nov 2025 14:32", Render<TimeText>(p => p.Add(t => t.Instant, Now.AddYears(-1))).Find("time").TextContent);
}
