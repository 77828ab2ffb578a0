using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Activities;

/// <summary>
/// One accepted request and its outcome. It is written together with the change it stands for, so that neither exists without the other;
/// kept for at least six months (Console specification 2.23).
/// </summary>
public sealed class Activity : IOwned
{
    /// <summary>How long a worker may be silent before another one takes over. At most 60 s without an owner (Reliability 2.2).</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    Activity() => (Type, TargetNoun, TargetName, Actor, Input) = ("", "", "", "", "");

    /// <summary>Accepts a request.</summary>
    /// <param name="id">Its identity, handed to the caller.</param>
    /// <param name="type">One of <see cref="ActivityTypes"/>.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="caller">Who asked.</param>
    /// <param name="input">The input as JSON.</param>
    /// <param name="now">When it was accepted, UTC.</param>
    public Activity(Id<Activity> id, string type, ActivityTarget target, Caller caller, string input, DateTimeOffset now)
    {
        (Id, Type, TenantId, Input, CreatedAt) = (id, type, caller.TenantId, input, now);
        (TargetNoun, TargetId, TargetName) = (target.Noun, target.Id, target.Name);
        (Actor, ActorId) = (caller.Name, caller.UserId);
    }

    /// <summary>Its identity.</summary>
    public Id<Activity> Id { get; private set; }

    /// <summary>The order of acceptance over all tenants: grows, never given twice (Reliability 3, rule 2).</summary>
    public long Sequence { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>One of <see cref="ActivityTypes"/>.</summary>
    public string Type { get; private set; }

    /// <summary>Where it stands.</summary>
    public ActivityState State { get; private set; }

    /// <summary>What the target is.</summary>
    public string TargetNoun { get; private set; }

    /// <summary>The target's identity.</summary>
    public Guid TargetId { get; private set; }

    /// <summary>The target's name when it was accepted.</summary>
    public string TargetName { get; private set; }

    /// <summary>The name of the person or engine that asked.</summary>
    public string Actor { get; private set; }

    /// <summary>The person that asked, or null for an engine.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>The input as JSON, enough to carry it out again from the top.</summary>
    public string Input { get; private set; }

    /// <summary>How far it is, 0 to 100 percent.</summary>
    public int Progress { get; private set; }

    /// <summary>The identity or text a completed activity hands back.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Why a failed activity failed and what to do, in sentences.</summary>
    public string? Reason { get; private set; }

    /// <summary>What is worth knowing of how it went, one of <see cref="ActivityRemarks"/>; null when there is nothing.</summary>
    public string? Remark { get; private set; }

    /// <summary>The worker that carries it out.</summary>
    public string? Owner { get; private set; }

    /// <summary>Until when the worker's word holds, UTC; after it any worker may take over.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>When it was accepted, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whether it ended, well or not.</summary>
    public bool IsEnded => State is ActivityState.Completed or ActivityState.Failed;

    /// <summary>Ends it well. The first end counts; a second one changes nothing.</summary>
    public void Complete(string outcome, DateTimeOffset now)
    {
        if (IsEnded) return;
        (State, Outcome, Progress) = (ActivityState.Completed, outcome, 100);
        End(now);
    }

    /// <summary>Ends it badly, for a reason in full sentences. The first end counts; a second one changes nothing.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        if (IsEnded) return;
        (State, Reason) = (ActivityState.Failed, reason);
        End(now);
    }

    /// <summary>Notes what is worth knowing of how it was asked for.</summary>
    /// <param name="remark">One of <see cref="ActivityRemarks"/>.</param>
    public void Note(string remark) => Remark = remark;

    /// <summary>Notes how far it is; never goes back.</summary>
    /// <param name="percent">0 to 100.</param>
    public void Advance(int percent) => Progress = Math.Clamp(Math.Max(percent, Progress), 0, 100);

    void End(DateTimeOffset now) => (EndedAt, StartedAt, Owner, LeaseUntil) = (now, StartedAt ?? now, null, null);
}
