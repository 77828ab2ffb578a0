using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>One request about a machine.</summary>
public sealed record MachineActivity(
    Id<Activity> Id, string Type, ActivityState State, int Progress, string Actor, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);
