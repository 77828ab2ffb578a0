using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>One request about a machine.</summary>
/// <param name="Remark">What is worth knowing of how it went, one of <see cref="ActivityRemarks"/>, or null.</param>
/// <param name="Outcome">What it handed back: the identity of what it made.</param>
public sealed record MachineActivity(
    Id<Activity> Id, string Type, ActivityState State, int Progress, string Actor, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? Remark = null, string? Outcome = null);
