using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Compute;

public sealed class UseWindowTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 32, 17, TimeSpan.Zero);

    [Theory]
    [InlineData(UsePeriod.Hour, 60, 1)]
    [InlineData(UsePeriod.SixHours, 6 * 60, 5)]
    [InlineData(UsePeriod.Day, 24 * 60, 20)]
    [InlineData(UsePeriod.Week, 7 * 24 * 60, 120)]
    [InlineData(UsePeriod.Month, 30 * 24 * 60, 480)]
    public void Window_covers_its_period_in_at_most_ninety_steps(UsePeriod period, int minutes, int step)
    {
        var window = UseWindow.Of(period, Now);

        Assert.Equal(TimeSpan.FromMinutes(step), window.Step);
        Assert.Equal(TimeSpan.FromMinutes(minutes), window.Step * window.Count);
        Assert.InRange(window.Count, 1, UseWindow.MostSteps);
        Assert.InRange(Now, window.At(window.Count - 1), window.At(window.Count));
    }

    [Fact]
    public void Steps_stay_where_they_are_when_the_clock_goes_on()
    {
        var before = UseWindow.Of(UsePeriod.Day, Now);
        var after = UseWindow.Of(UsePeriod.Day, Now.AddMinutes(45));

        var first = Enumerable.Range(0, before.Count).Select(before.At);
        var second = Enumerable.Range(0, after.Count).Select(after.At);
        Assert.Equal(before.Count - 2, first.Intersect(second).Count());
    }

    [Fact]
    public void Last_steps_alone_are_the_same_steps()
    {
        var window = UseWindow.Of(UsePeriod.Hour, Now);

        Assert.Equal([window.At(58), window.At(59)], Enumerable.Range(0, 2).Select(window.Last(2).At));
    }
}
