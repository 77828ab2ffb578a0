using Bunit;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class StatusLabelTests : ComponentTest
{
    public static TheoryData<Tone> EveryTone => [.. Enum.GetValues<Tone>()];

    [Theory]
    [MemberData(nameof(EveryTone))]
    public void Status_is_an_icon_and_a_word_never_colour_alone(Tone tone)
    {
        var label = Render<StatusLabel>(p => p.Add(s => s.Tone, tone).Add(s => s.Word, "Breached"));

        Assert.Equal("Breached", label.Find(".st").TextContent.Trim());
        Assert.NotEmpty(label.FindAll("svg path"));
    }

    [Fact]
    public void Tones_differ_in_outline()
    {
        var icons = Enum.GetValues<Tone>().Select(t => t.Icon()).ToList();

        Assert.Equal(icons.Count, icons.Distinct().Count());
    }
}
