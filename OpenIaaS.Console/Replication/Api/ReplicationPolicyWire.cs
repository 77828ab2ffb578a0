using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>A replication policy as the API's clients read it.</summary>
/// <param name="StorageRepository">The block storage the replicas lie on.</param>
/// <param name="Pool">The pool of that storage.</param>
/// <param name="MachineManager">The availability zone of that pool.</param>
/// <param name="LastRun">The newest run of a machine it replicates; null before the first one.</param>
/// <param name="Interval">How often.</param>
sealed record ReplicationPolicyWire(
    string Id, string Name, Reference StorageRepository, ReplicationPolicyWire.PoolPart Pool, Reference MachineManager, ReplicationPolicyWire.RunPart? LastRun, ReplicationPolicyWire.IntervalPart Interval)
{
    public static ReplicationPolicyWire Of(ReplicationPolicyApiQueries.Row row) => new(
        $"{row.Id}", row.Name, Reference.To(row.StorageId, row.Storage), new PoolPart($"{row.PoolId}", row.Pool, row.Pool), Reference.To(row.ZoneId, row.Zone),
        row.LastRun is { } run ? RunPart.Of(run) : null, IntervalPart.Of(row.Interval));

    /// <summary>The pool the replicas lie in.</summary>
    /// <param name="Name">Its technical name.</param>
    /// <param name="Label">What people call it: the technical name where nobody gave another one.</param>
    public sealed record PoolPart(string Id, string Name, string Label);

    /// <summary>A run of replication.</summary>
    /// <param name="Start">When it began, in seconds since 1970 (Unix time).</param>
    /// <param name="End">When it ended, the same; 0 while it copies.</param>
    /// <param name="Status"><c>pending</c> while it copies, then <c>success</c> or <c>failure</c>.</param>
    public sealed record RunPart(long Start, long End, string Status)
    {
        public static RunPart Of(ReplicationPolicyApiQueries.Run run) => new(
            run.BeganAt.ToUnixTimeSeconds(), run.EndedAt?.ToUnixTimeSeconds() ?? 0, run.EndedAt is null ? "pending" : run.Failed ? "failure" : "success");
    }

    /// <summary>How often a machine is replicated: one of the two, the other one is 0.</summary>
    public sealed record IntervalPart(int Hours, int Minutes)
    {
        public static IntervalPart Of(ReplicationInterval interval) => interval.Unit == IntervalUnit.Hours ? new(interval.Count, 0) : new(0, interval.Count);
    }
}

/// <summary>A replication policy to be made.</summary>
/// <param name="Name">Its name, unique in the tenant.</param>
/// <param name="StorageRepositoryId">The block storage the replicas will lie on.</param>
/// <param name="Interval">How often: hours or minutes.</param>
[Example("""{"name":"every-30-min","storageRepositoryId":"0198c0de-0000-7000-8000-000000000003","interval":{"minutes":30}}""")]
sealed record NewReplicationPolicyWire(string? Name, string? StorageRepositoryId, NewReplicationPolicyWire.IntervalPart? Interval)
{
    /// <summary>How often a machine is replicated: one of the two.</summary>
    /// <param name="Hours">1 to 24.</param>
    /// <param name="Minutes">1 to 59.</param>
    /// <param name="Minute">The same: version 1.10.0 of the provider sends the minutes under this name.</param>
    public sealed record IntervalPart(int? Hours, int? Minutes, int? Minute);
}

/// <summary>What of a replication policy is to be changed; what is left out stays.</summary>
/// <param name="Name">Its name, unique in the tenant.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Criticality"><c>critical</c>, <c>business</c> or <c>development</c>.</param>
/// <param name="Interval">How often: hours or minutes.</param>
/// <param name="Retained">How many recovery points are kept, 1 to 365.</param>
[Example("""{"description":"Billing","criticality":"critical","interval":{"minutes":15},"retained":8}""")]
sealed record ReplicationPolicyChangeWire(string? Name, string? Description, string? Criticality, NewReplicationPolicyWire.IntervalPart? Interval, int? Retained);

/// <summary>The policy a machine is to be replicated by.</summary>
/// <param name="ConfigurationId">The replication policy.</param>
[Example("""{"configurationId":"0198c0de-0000-7000-8000-000000000006"}""")]
sealed record AssociateReplicationWire(string? ConfigurationId);
