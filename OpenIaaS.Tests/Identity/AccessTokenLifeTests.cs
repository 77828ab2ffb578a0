using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Identity;

public class AccessTokenLifeTests
{
    [Theory]
    [InlineData(0, "token.life")]
    [InlineData(1, null)]
    [InlineData(366L * 86400, null)]
    [InlineData((366L * 86400) + 1, "token.life")]
    public void Token_lasts_12_months_at_the_most(long seconds, string? code)
    {
        var now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(code, AccessTokenLife.Check(now, now.AddSeconds(seconds)).Problems.SingleOrDefault()?.Code);
    }
}
