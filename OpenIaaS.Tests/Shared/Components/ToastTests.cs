using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class ToastTests : ComponentTest
{
    Toasts Toasts => Services.GetRequiredService<Toasts>();

    [Fact]
    public void Success_leaves_after_six_seconds()
    {
        var host = Render<ToastHost>();
        Toasts.Ok("Machine started");
        host.WaitForAssertion(() => Assert.Contains("Machine started", host.Markup, StringComparison.Ordinal));

        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.NotEmpty(Toasts.Shown);
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(Toasts.Shown);
    }

    [Fact]
    public void Failure_stays_until_it_is_closed()
    {
        var host = Render<ToastHost>();
        Toasts.Bad("Start failed");
        Clock.Advance(TimeSpan.FromHours(1));
        host.WaitForElement("button").Click();

        Assert.Empty(Toasts.Shown);
    }

    [Fact]
    public void Same_key_changes_the_message_in_place()
    {
        var host = Render<ToastHost>();
        Toasts.Show("a", new(Tone.Info, "Starting", Progress: 0.4));
        Toasts.Show("a", new(Tone.Bad, "Start failed"));

        host.WaitForAssertion(() => Assert.Equal("Start failed", Assert.Single(host.FindAll(".toast b")).TextContent));
    }

    [Fact]
    public void Messages_are_read_politely() =>
        Assert.Equal("polite", Render<ToastHost>().Find(".toasts").GetAttribute("aria-live"));
}
