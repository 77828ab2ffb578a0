using OpenIaaS.Infrastructure.Simulation.Consoles;
using OpenIaaS.Infrastructure.Simulation.Consoles.Rfb;

namespace OpenIaaS.Tests.Simulation.Consoles;

public sealed class KeyTranslatorTests
{
    [Theory]
    [InlineData(0x61u, 'a')]
    [InlineData(0xE9u, 'é')]
    [InlineData(0x13BDu, 'œ')]
    [InlineData(0x20ACu, '€')]
    [InlineData(0x01002019u, '’')]
    [InlineData(0xFFB7u, '7')]
    public void Symbol_is_the_character_that_was_meant(uint symbol, char character) => Assert.Equal(Keystroke.Of(character), new KeyTranslator().Press(symbol, down: true));

    [Fact]
    public void Named_keys_and_those_with_control_are_known()
    {
        var keys = new KeyTranslator();
        Assert.Equal(Keystroke.Of(NamedKey.Enter), keys.Press(0xFF0D, true));
        Assert.Equal(Keystroke.Of(NamedKey.Up), keys.Press(0xFF52, true));
        Assert.Null(keys.Press(0xFF52, false));
        Assert.Null(keys.Press(0xFFE3, true));
        Assert.Equal(Keystroke.Of(NamedKey.Break), keys.Press('c', true));
        Assert.Equal(Keystroke.Of(NamedKey.Clear), keys.Press('L', true));
        Assert.Null(keys.Press('q', true));
        Assert.Null(keys.Press(0xFFE9, true));
        Assert.Equal(Keystroke.Of(NamedKey.Reset), keys.Press(0xFFFF, true));
        Assert.Null(keys.Press(0xFFE3, false));
        Assert.Null(keys.Press(0xFFE9, false));
        Assert.Equal(Keystroke.Of('c'), keys.Press('c', true));
        Assert.Null(keys.Press(0xFFC9, true));
    }

    /// <summary>On a French keyboard the key at the place of Q gives an A: by its place the machine with a US layout reads a q, by its symbol an a.</summary>
    [Fact]
    public void Place_of_a_key_is_read_by_the_layout_of_the_machine()
    {
        var keys = new KeyTranslator();
        Assert.Equal(Keystroke.Of('q'), keys.Press('a', true, place: 0x10));
        Assert.Equal(Keystroke.Of('1'), keys.Press('&', true, place: 0x02));
        keys.Press(0xFFE1, true, place: 0x2A);
        Assert.Equal(Keystroke.Of('!'), keys.Press('1', true, place: 0x02));
        Assert.Equal(Keystroke.Of('Q'), keys.Press('A', true, place: 0x10));
        keys.Press(0xFFE5, true, place: 0x3A);
        Assert.Equal(Keystroke.Of('q'), keys.Press('a', true, place: 0x10));
        Assert.Equal(Keystroke.Of('!'), keys.Press('1', true, place: 0x02));
        Assert.Equal(Keystroke.Of(NamedKey.Left), keys.Press(0xFF51, true, place: 0xCB));
    }
}
