using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>What the bar of every page says of high availability.</summary>
public sealed class AvailabilityAlarmTests
{
    [Fact]
    public async Task Pool_that_is_well_has_no_alarm_and_one_without_high_availability_neither()
    {
        await using var scene = await FailoverScene.CreateAsync();
        await scene.RunAsync("erp", 64, HighAvailabilityPriority.Restart);
        Assert.Empty(await ReadAsync(scene));

        await using var off = await FailoverScene.CreateAsync(enabled: false);
        var (lost, _) = await off.FillAsync(HighAvailabilityPriority.Restart);
        await off.FailHostOfAsync(lost);
        await off.GoOnAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(await ReadAsync(off));
    }

    [Fact]
    public async Task Failure_alarms_for_hosts_and_machines_until_both_are_back_and_names_the_failure()
    {
        await using var scene = await FailoverScene.CreateAsync();
        var (lost, _) = await scene.FillAsync(HighAvailabilityPriority.Restart);
        Assert.Equal([(AvailabilityAlarmKind.SurvivesNone, 0)], await ReadAsync(scene));
        var died = await scene.FailHostOfAsync(lost);
        await scene.GoOnAsync(TimeSpan.FromMinutes(2));

        Assert.Equal([(AvailabilityAlarmKind.TooFewHosts, 1), (AvailabilityAlarmKind.Waiting, 1)], await ReadAsync(scene));
        Assert.NotNull((await scene.Cloud.Get<AvailabilityAlarmQueries>().ListAsync(scene.Cloud.World.Caller, default)).Value[^1].Failure);
        Assert.Empty((await scene.Cloud.Get<AvailabilityAlarmQueries>().ListAsync(scene.Cloud.World.Stranger, default)).Value);

        await scene.SubmitAsync(scene.Cloud.Get<RepairBlade>().SubmitAsync(new RepairBlade.Input(died), scene.Cloud.World.Caller, default));
        await scene.GoOnAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([(AvailabilityAlarmKind.SurvivesNone, 0)], await ReadAsync(scene));
    }

    static async Task<IEnumerable<(AvailabilityAlarmKind, int)>> ReadAsync(FailoverScene scene) =>
        (await scene.Cloud.Get<AvailabilityAlarmQueries>().ListAsync(scene.Cloud.World.Caller, default)).Value.Select(alarm => (alarm.Kind, alarm.Count));
}
