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
        var label = Render(it => it.AddContent(0, StatusLabel.Of(tone, "Breached")));

        Assert.Equal("Breached", label.Find(".st").TextContent.Trim());
        Assert.NotEmpty(label.FindAll("svg path"));
    }

    [Fact]
    public void Status_shows_a_name_as_text()
    {
        const string Word = "<b>\"Éte\" & 'fall'</b>";

        var label = Render(it => it.AddContent(0, StatusLabel.Of(Tone.Bad, Word)));

        Assert.Equal(Word, label.Find(".st").TextContent);
        Assert.Empty(label.FindAll("b"));
    }

    [Fact]
    public void Tones_differ_in_outline()
    {
        var icons = Enum.GetValues<Tone>().Select(t => t.Icon()).ToList();

        Assert.Equal(icons.Count, icons.Distinct().Count());
    }
}
