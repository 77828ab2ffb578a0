using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Replication.Recovery;

/// <summary>One time that a copy of a machine was started from a recovery point, with what it cost: how long it took, and what was lost. It stays when the copy is gone.</summary>
public sealed class Failover : IOwned, IVersioned
{
    /// <summary>How long a tried copy stays unless somebody says otherwise: 15 minutes (own choice: long enough for a look, short enough to be forgotten).</summary>
    public static readonly TimeSpan UsualStay = TimeSpan.FromMinutes(15);

    /// <summary>The shortest stay of a tried copy.</summary>
    public static readonly TimeSpan ShortestStay = TimeSpan.FromMinutes(1);

    /// <summary>The longest stay of a tried copy: a day (own bound: it takes memory and space all along).</summary>
    public static readonly TimeSpan LongestStay = TimeSpan.FromHours(24);

    /// <summary>How long a guest is waited for after its start: 10 minutes (own bound: a system that checks its disks takes some).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    Failover() => Machine = "";

    /// <summary>Begins one.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="kind">Why.</param>
    /// <param name="replica">The replica whose point is started.</param>
    /// <param name="machine">The machine it is a replica of.</param>
    /// <param name="copy">The identity its copy will have.</param>
    /// <param name="now">When it was ordered, UTC.</param>
    public Failover(Id<Failover> id, FailoverKind kind, Replica replica, VirtualMachine machine, Id<VirtualMachine> copy, DateTimeOffset now)
        : this()
    {
        (Id, Kind, TenantId, ReplicaId, MachineId, Machine, CopyId, OrderedAt) = (id, kind, replica.TenantId, replica.Id, machine.Id, machine.Name, copy, now);
        // What a machine wrote before it went down is lost with it; one that still runs writes until the order.
        LostFrom = machine is { Power: PowerState.Halted, LostAt: { } lost } ? lost : now;
    }

    /// <summary>Its identity.</summary>
    public Id<Failover> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>Why.</summary>
    public FailoverKind Kind { get; private set; }

    /// <summary>How far it is.</summary>
    public FailoverState State { get; private set; }

    /// <summary>The replica.</summary>
    public Id<Replica> ReplicaId { get; private set; }

    /// <summary>The machine.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The name of the machine then.</summary>
    public string Machine { get; private set; }

    /// <summary>Its copy.</summary>
    public Id<VirtualMachine> CopyId { get; private set; }

    /// <summary>The recovery point the copy is made of; null until a planned one has made its last.</summary>
    public Id<RecoveryPoint>? PointId { get; private set; }

    /// <summary>The moment that point shows, UTC.</summary>
    public DateTimeOffset? CapturedAt { get; private set; }

    /// <summary>When it was ordered, UTC: the recovery time counts from here.</summary>
    public DateTimeOffset OrderedAt { get; private set; }

    /// <summary>Until when the machine may have written, UTC: the order, or when it was found lost.</summary>
    public DateTimeOffset LostFrom { get; private set; }

    /// <summary>When the machine was down in good order, UTC; null while it is not, and when it is not asked to.</summary>
    public DateTimeOffset? YieldedAt { get; private set; }

    /// <summary>When the copy ran, UTC.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When the tools inside the copy answered, UTC; null while they do not.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>When a tried copy is removed by itself, UTC; null for one that takes over.</summary>
    public DateTimeOffset? CleanUpAt { get; private set; }

    /// <summary>When it was over, UTC; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it failed, or what did not work last; null when all did.</summary>
    public string? Reason { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>From the order until the tools inside the copy answered; null while they do not.</summary>
    public TimeSpan? RecoveryTime => AnsweredAt - OrderedAt;

    /// <summary>What was lost: the time between the point and the end of the machine. Nothing in good order.</summary>
    public TimeSpan? DataLost => Lost(CapturedAt, YieldedAt, LostFrom);

    /// <inheritdoc cref="DataLost"/>
    public static TimeSpan? Lost(DateTimeOffset? capturedAt, DateTimeOffset? yieldedAt, DateTimeOffset lostFrom) =>
        capturedAt is not { } point ? null : yieldedAt is not null || lostFrom <= point ? TimeSpan.Zero : lostFrom - point;

    /// <summary>Whether a tried copy may stay so long.</summary>
    /// <returns><c>failover.stay</c>.</returns>
    public static Result CheckStay(TimeSpan stay) => stay >= ShortestStay && stay <= LongestStay
        ? Result.Success
        : Problem.Invalid("failover.stay", $"A test is cleaned up after {(int)ShortestStay.TotalMinutes} to {(int)LongestStay.TotalMinutes} minutes; {Math.Round(stay.TotalMinutes)} was asked for.", "Stay");

    /// <summary>Takes the point the copy is made of, and keeps retention from it.</summary>
    public void Use(RecoveryPoint point)
    {
        point.Pin();
        (PointId, CapturedAt) = (point.Id, point.CapturedAt);
    }

    /// <summary>Notes that the machine is down in good order.</summary>
    public void Yield(DateTimeOffset now) => YieldedAt ??= now;

    /// <summary>Notes that the copy runs.</summary>
    public void Started(DateTimeOffset now) => StartedAt ??= now;

    /// <summary>Notes that the tools inside the copy answer.</summary>
    public void Answered(DateTimeOffset now) => AnsweredAt ??= now;

    /// <summary>The copy has been started.</summary>
    /// <param name="cleanUpAt">When it is removed by itself, UTC, or null for one that takes over.</param>
    public void Run(DateTimeOffset? cleanUpAt) => (State, CleanUpAt) = (FailoverState.Running, cleanUpAt);

    /// <summary>Begins to end it.</summary>
    /// <param name="test">Whether that is how a test ends.</param>
    /// <returns><c>failover.not-running</c>, <c>failover.is-test</c> or <c>failover.no-test</c>.</returns>
    public Result BeginEnd(bool test)
    {
        if (State != FailoverState.Running) return Problem.Conflict("failover.not-running", $"The copy of {Machine} does not run, or is being removed already.");
        if (test != (Kind == FailoverKind.Test))
            return test
                ? Problem.Conflict("failover.no-test", $"The copy of {Machine} is no test: it runs in place of the machine. Fail it back, or keep it for good.")
                : Problem.Conflict("failover.is-test", $"The copy of {Machine} is a test, which is cleaned up and not failed back.");
        State = FailoverState.Ending;
        return Result.Success;
    }

    /// <summary>It did not end after all: the copy is still there. One that is only tried is removed by itself a little later.</summary>
    public void GoOn(string reason, DateTimeOffset now) => (State, Reason, CleanUpAt) = (FailoverState.Running, reason, CleanUpAt is null ? null : now + ShortestStay);

    /// <summary>It did not work.</summary>
    public void Fail(string reason, DateTimeOffset now) => (State, Reason, EndedAt) = (FailoverState.Failed, reason, now);

    /// <summary>It is over.</summary>
    /// <param name="how">One of the last three states.</param>
    /// <param name="now">The present, UTC.</param>
    /// <param name="remark">What did not work on the way, or null.</param>
    public void End(FailoverState how, DateTimeOffset now, string? remark = null) => (State, EndedAt, Reason) = (how, now, remark);
}
