using OpenIaaS.Domain.HighAvailability;
using static OpenIaaS.Tests.HighAvailability.RestartPools;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>Reliability 2.1, L7: exact up to 8 hosts and 24 machines within 1 s; 64 hosts and 1,000 machines within 2 s.</summary>
public class RestartPlannerTimeTests
{
    // A wall clock, for this is about real seconds; far above the target, because a build machine is shared.
    static TimeSpan Timed(Action action)
    {
        var start = TimeProvider.System.GetTimestamp();
        action();
        return TimeProvider.System.GetElapsedTime(start);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Plan_for_8_hosts_and_24_machines_all_different_is_exact_and_in_time(long seed)
    {
        var drawn = Drawn(seed, 8, 20, 4);
        // All sizes different is the worst case: no two machines are alike.
        var pool = drawn with
        {
            Restart = [.. drawn.Restart.Select((machine, index) => machine with { Memory = machine.Memory + OpenIaaS.Domain.Common.ByteSize.FromMiB(index) })],
            BestEffort = [.. drawn.BestEffort.Select((machine, index) => machine with { Memory = machine.Memory + OpenIaaS.Domain.Common.ByteSize.FromMiB(100 + index) })],
        };
        RestartPlan? plan = null;

        var took = Timed(() => plan = pool.Plan());

        Assert.True(plan!.IsExact);
        Assert.Empty(RestartPlanCheck.Broken(pool, plan));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Plan_for_64_hosts_and_1000_machines_is_sound_and_in_time(long seed)
    {
        var pool = Drawn(seed, 64, 800, 200, largest: 64);
        RestartPlan? plan = null;

        var took = Timed(() => plan = pool.Plan());

        Assert.Empty(RestartPlanCheck.Broken(pool, plan!));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void Plan_for_a_large_pool_is_never_worse_than_the_largest_machine_onto_the_emptiest_host()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var pool = Drawn(seed, 12, 60, 20, largest: 40);
            var plain = RestartPlanCheck.Score(pool, BrokenPlanners.Plan("largest machine onto the emptiest host", pool));
            var planned = RestartPlanCheck.Score(pool, pool.Plan());
            Assert.True(planned.AsSpan().SequenceCompareTo(plain) >= 0, $"Seed {seed}: [{string.Join(", ", planned)}] against [{string.Join(", ", plain)}].");
        }
    }
}
