using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Tests.Scenarios;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>The table of failures, case by case; and rules that are wrong on purpose, which it must not let pass.</summary>
public sealed class FailoverTableTests
{
    public static TheoryData<string> Plans => [.. FailoverTable.Plans.Select(plan => plan.Name)];

    public static TheoryData<string> Partitions => [.. FailoverTable.Partitions.Select(split => split.Name)];

    public static TheoryData<string> PlayedCases => [.. FailoverTable.PlayedCases.Select(played => played.Name)];

    [Fact]
    public void There_are_at_least_a_hundred_and_half_of_them_are_played() =>
        Assert.True(FailoverTable.Plans.Count + FailoverTable.Partitions.Count + FailoverTable.PlayedCases.Count >= 120 && FailoverTable.PlayedCases.Count >= 50);

    [Theory]
    [MemberData(nameof(Plans))]
    public void Plan_restarts(string name)
    {
        var plan = FailoverTable.Plans.Single(known => known.Name == name);
        var pool = FailoverTable.Pool(plan);
        Assert.Equal(plan.Restarted, FailoverTable.Restarted(pool.Plan()));
        Assert.Empty(RestartPlanCheck.Faults(pool, pool.Plan()));
    }

    [Theory]
    [MemberData(nameof(Partitions))]
    public void Hosts_that_live(string name)
    {
        var split = FailoverTable.Partitions.Single(known => known.Name == name);
        Assert.Equal(split.Living, FailoverTable.Living(Liveness.Judge(FailoverTable.Sights(split), split.Missing)));
    }

    [Theory]
    [MemberData(nameof(PlayedCases))]
    public async Task Machines_end_where_they_should(string name)
    {
        var known = FailoverTable.PlayedCases.Single(played => played.Name == name);
        var played = await Played.PlayAsync(FailoverTable.Scenario(known));
        Assert.Null(played.Broken);
        Assert.Equal(known.Outcome, FailoverTable.Outcome(known, played));
    }

    [Theory]
    [InlineData("largest machine onto the emptiest host")]
    [InlineData("best-effort before restart")]
    [InlineData("one machine more than fits")]
    [InlineData("one machine forgotten")]
    public void Table_catches_a_planner_that_is_broken_on_purpose(string fault) => Assert.Contains(FailoverTable.Plans, plan =>
    {
        var pool = FailoverTable.Pool(plan);
        if (pool.Hosts.Count == 0) return false;
        var wrong = BrokenPlanners.Plan(fault, pool);
        return FailoverTable.Restarted(wrong) != plan.Restarted || RestartPlanCheck.Broken(pool, wrong).Count > 0;
    });

    [Theory]
    [InlineData("whoever sees the storage lives")]
    [InlineData("the largest part lives, with or without the storage")]
    [InlineData("of two halves both live")]
    [InlineData("of two halves the higher id lives")]
    [InlineData("nobody lives without the storage")]
    [InlineData("everybody lives without the storage")]
    [InlineData("a missing host is forgotten")]
    public void Table_catches_a_rule_of_living_that_is_broken_on_purpose(string fault) =>
        Assert.Contains(FailoverTable.Partitions, split => BrokenLiveness.Living(fault, FailoverTable.Sights(split), split.Missing) != split.Living);
}
