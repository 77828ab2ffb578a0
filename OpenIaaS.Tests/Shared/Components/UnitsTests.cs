using System.Globalization;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class UnitsTests
{
    const long GiB = 1L << 30;
    const long TiB = 1L << 40;

    public UnitsTests() => Speak("en");

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1_023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(20 * GiB, "20 GiB")]
    [InlineData((1023 * GiB) + (GiB / 2), "1_023 GiB")]
    [InlineData(TiB, "1 TiB")]
    [InlineData(TiB + (TiB * 55 / 100), "1.54 TiB")]
    [InlineData(3 * TiB / 2, "1.5 TiB")]
    [InlineData(2040 * GiB, "1.99 TiB")]
    public void Size_is_binary_and_never_rounded_up(long bytes, string text) => Assert.Equal(text, Plain(Units.Size(bytes)));

    [Theory]
    [InlineData(2040 * GiB, "2_040 GiB")]
    [InlineData(2041 * GiB, "2_041 GiB")]
    [InlineData(2 * TiB, "2 TiB")]
    [InlineData(3 * TiB / 2, "1.5 TiB")]
    [InlineData((10 * GiB) + (GiB / 4), "10.25 GiB")]
    [InlineData(1023, "1_023 B")]
    public void Size_in_a_refusal_tells_the_limit_from_the_value(long bytes, string text) => Assert.Equal(text, Plain(Units.ExactSize(bytes)));

    [Theory]
    [InlineData(1_400_000_000, "1.4 Gbit/s")]
    [InlineData(860_000_000, "860 Mbit/s")]
    [InlineData(999, "999 bit/s")]
    public void Rate_is_decimal(long bits, string text) => Assert.Equal(text, Plain(Units.Rate(bits)));

    [Theory]
    [InlineData(0, 0, 0, 48, "48 s")]
    [InlineData(0, 0, 9, 59, "9 min")]
    [InlineData(0, 12, 32, 0, "12 h 32")]
    [InlineData(0, 1, 5, 0, "1 h 05")]
    [InlineData(0, 12, 0, 30, "12 h")]
    [InlineData(3, 4, 10, 0, "3 d 4 h")]
    [InlineData(2, 0, 10, 0, "2 d")]
    public void Age_has_two_steps_at_most(int days, int hours, int minutes, int seconds, string text) =>
        Assert.Equal(text, Plain(Units.Age(new TimeSpan(days, hours, minutes, seconds))));

    [Fact]
    public void Age_of_the_future_is_zero() => Assert.Equal("0 s", Plain(Units.Age(TimeSpan.FromMinutes(-3))));

    [Theory]
    [InlineData(7, "7")]
    [InlineData(3240, "3_240")]
    [InlineData(100000, "100_000")]
    [InlineData(-1234567, "-1_234_567")]
    public void Count_is_grouped_by_thin_spaces(long count, string text) => Assert.Equal(text, Plain(Units.Count(count)));

    [Theory]
    [InlineData(0.71, 0, "71 %")]
    [InlineData(0.9999, 0, "99 %")]
    [InlineData(0.99982, 2, "99.98 %")]
    [InlineData(1, 0, "100 %")]
    public void Percent_reaches_a_hundred_only_when_full(double share, int decimals, string text) => Assert.Equal(text, Plain(Units.Percent(share, decimals)));

    [Fact]
    public void French_has_its_comma_and_its_day()
    {
        Speak("fr");

        Assert.Equal("1,5 TiB", Plain(Units.Size(3 * TiB / 2)));
        Assert.Equal("3 j 4 h", Plain(Units.Age(new TimeSpan(3, 4, 0, 0))));
    }

    [Fact]
    public void Figure_and_unit_can_be_had_apart() => Assert.Equal(("20", "GiB"), Units.SizeParts(20 * GiB));

    static void Speak(string culture) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

    // Written here with a plain space before the unit and "_" for the thin one, so that the cases can be read.
    static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', '_');
}
