using static OpenIaaS.Tests.HighAvailability.RestartPools;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>Reliability 2.1, L7: the sizes it names are planned, exactly where it asks for that. How fast is measured in <c>bench/</c>.</summary>
public sealed class RestartPlannerSizeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Plan_for_8_hosts_and_24_machines_all_different_is_exact(long seed)
    {
        var drawn = Drawn(seed, 8, 20, 4);
        // All sizes different is the worst case: no two machines are alike.
        var pool = drawn with
        {
            Restart = [.. drawn.Restart.Select((machine, index) => machine with { Memory = machine.Memory + OpenIaaS.Domain.Common.ByteSize.FromMiB(index) })],
            BestEffort = [.. drawn.BestEffort.Select((machine, index) => machine with { Memory = machine.Memory + OpenIaaS.Domain.Common.ByteSize.FromMiB(100 + index) })],
        };
        var plan = pool.Plan();

        Assert.True(plan.IsExact);
        Assert.Empty(RestartPlanCheck.Broken(pool, plan));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Plan_for_64_hosts_and_1000_machines_is_sound(long seed)
    {
        var pool = Drawn(seed, 64, 800, 200, largest: 64);
        var plan = pool.Plan();

        Assert.Empty(RestartPlanCheck.Broken(pool, plan));
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
