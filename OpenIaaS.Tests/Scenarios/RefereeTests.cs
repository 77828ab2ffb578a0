using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>What must be true of the order of events: each rule is shown an order that breaks it, and one that does not.</summary>
public sealed class RefereeTests
{
    static readonly TimeSpan At = TimeSpan.FromMinutes(10);
    static readonly DateTimeOffset Tick = new(2026, 1, 1, 0, 15, 0, TimeSpan.Zero);

    readonly Referee referee = new();

    [Fact]
    public void Machine_restarted_after_its_host_was_fenced_is_right()
    {
        Lose("a", "h1");
        referee.HostFenced("h1");
        Attempt("a", HighAvailabilityPriority.Restart);
        Assert.Null(referee.Broken);
    }

    [Fact]
    public void I1_a_machine_that_runs_is_restarted()
    {
        Lose("a", "h1");
        referee.HostFenced("h1");
        referee.Attempt(At, "a", "P", HighAvailabilityPriority.Restart, isRunning: true);
        Assert.StartsWith("I1:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void I4_a_machine_is_restarted_before_its_host_was_fenced()
    {
        Lose("a", "h1");
        Attempt("a", HighAvailabilityPriority.Restart);
        Assert.StartsWith("I4:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void I4_a_host_that_broke_again_must_be_fenced_again()
    {
        Lose("a", "h1");
        referee.HostFenced("h1");
        Lose("a", "h1");
        Attempt("a", HighAvailabilityPriority.Restart);
        Assert.StartsWith("I4:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void Machine_that_still_waits_is_tried_again_although_its_fenced_host_broke_once_more()
    {
        Lose("a", "h1");
        referee.HostFenced("h1");
        referee.HostBroken("h1");
        Attempt("a", HighAvailabilityPriority.Restart);
        Assert.Null(referee.Broken);
    }

    [Fact]
    public void I3_a_machine_is_placed_on_a_host_in_maintenance()
    {
        referee.HostTakes("h1", machines: false);
        referee.Placed("a", "h2");
        Assert.Null(referee.Broken);
        referee.Placed("a", "h1");
        Assert.StartsWith("I3:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void Host_that_left_maintenance_takes_machines()
    {
        referee.HostTakes("h1", machines: false);
        referee.HostTakes("h1", machines: true);
        referee.Placed("a", "h1");
        Assert.Null(referee.Broken);
    }

    [Fact]
    public void I5_a_disabled_machine_is_restarted()
    {
        Lose("a", "h1");
        referee.HostFenced("h1");
        Attempt("a", HighAvailabilityPriority.Disabled);
        Assert.StartsWith("I5:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void I5_a_machine_its_user_stopped_is_restarted()
    {
        referee.Stopped("a", null);
        Attempt("a", HighAvailabilityPriority.Restart);
        Assert.StartsWith("I5:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void I5_best_effort_is_tried_twice_after_one_failure()
    {
        Lose("a", "h1");
        referee.HostFenced("h1");
        Attempt("a", HighAvailabilityPriority.BestEffort);
        Assert.Null(referee.Broken);
        Attempt("a", HighAvailabilityPriority.BestEffort);
        Assert.StartsWith("I5:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_effort_is_tried_again_after_another_failure()
    {
        Lose("a", "h1");
        referee.HostFenced("h1");
        Attempt("a", HighAvailabilityPriority.BestEffort);
        Lose("a", "h2");
        referee.HostFenced("h2");
        Attempt("a", HighAvailabilityPriority.BestEffort);
        Assert.Null(referee.Broken);
    }

    [Fact]
    public void I5_best_effort_comes_before_a_restart_machine_of_the_same_failure()
    {
        Lose("best", "h1");
        Lose("must", "h1");
        referee.HostFenced("h1");
        Attempt("best", HighAvailabilityPriority.BestEffort);
        Attempt("must", HighAvailabilityPriority.Restart);
        Assert.StartsWith("I5:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void I6_two_copies_of_a_machine_at_once()
    {
        referee.CopyEnded("a", Tick, Tick, Tick.AddMinutes(16), whole: true);
        referee.CopyEnded("a", Tick.AddMinutes(15), Tick.AddMinutes(15), Tick.AddMinutes(17), whole: true);
        Assert.StartsWith("I6:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void I6_two_copies_for_one_tick()
    {
        referee.CopyEnded("a", Tick, Tick, Tick.AddMinutes(1), whole: true);
        referee.CopyEnded("a", Tick, Tick.AddMinutes(1), Tick.AddMinutes(2), whole: false);
        Assert.StartsWith("I6:", referee.Broken, StringComparison.Ordinal);
    }

    [Fact]
    public void Copy_after_copy_is_right()
    {
        referee.CopyEnded("a", Tick, Tick, Tick.AddMinutes(1), whole: false);
        referee.CopyEnded("a", Tick, Tick.AddMinutes(1), Tick.AddMinutes(2), whole: true);
        referee.CopyEnded("a", Tick.AddMinutes(15), Tick.AddMinutes(15), Tick.AddMinutes(16), whole: true);
        referee.CopyEnded("b", Tick, Tick, Tick.AddMinutes(3), whole: true);
        Assert.Null(referee.Broken);
    }

    void Lose(string machine, string host)
    {
        referee.HostBroken(host);
        referee.Stopped(machine, host);
    }

    void Attempt(string machine, HighAvailabilityPriority priority) => referee.Attempt(At, machine, "P", priority, isRunning: false);
}
