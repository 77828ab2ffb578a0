using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Tests.Activities;

public sealed class RecentActivitiesTests
{
    /// <summary>A row drawn twice under one key would end the whole window.</summary>
    [Fact]
    public void What_ended_between_the_two_readings_is_shown_once_and_as_ended()
    {
        var (going, ending) = (Row(1), Row(2));
        var ended = ending with { State = ActivityState.Completed, EndedAt = DateTimeOffset.UnixEpoch };

        var recent = RecentActivities.Of(7, [ending, going], [ended]);

        Assert.Equal((6, going, ended), (recent.Count, Assert.Single(recent.Going), Assert.Single(recent.Ended)));
    }

    static ActivityRow Row(int number) => new(
        new Id<Activity>(new Guid(number, 0, 0, new byte[8])), ActivityTypes.DiskAttach, ActivityState.Running, 0, "Maya", "virtual machine", default, "erp-db-01", null, null, DateTimeOffset.UnixEpoch, null, null);
}
