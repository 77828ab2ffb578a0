using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;

namespace OpenIaaS.Tests.Replication.Ledger;

public class LedgerTimeTests
{
    const long Hour = TimeSpan.TicksPerHour;

    /// <summary>While a copy runs the point before it is a little older than the interval: that alone makes no bad day.</summary>
    [Theory]
    [InlineData(0, 18, 6, 0, RecoveryPointStatus.Compliant)]
    [InlineData(0, 17, 7, 0, RecoveryPointStatus.AtRisk)]
    [InlineData(0, 23, 0, 1, RecoveryPointStatus.Breached)]
    [InlineData(23, 0, 1, 0, RecoveryPointStatus.Pending)]
    [InlineData(0, 0, 0, 0, null)]
    public void Day_is_marked_by_what_happened_on_it(int pending, int compliant, int atRisk, int breached, RecoveryPointStatus? mark) =>
        Assert.Equal(mark, new LedgerTime(pending * Hour, compliant * Hour, atRisk * Hour, breached * Hour).Mark);
}
