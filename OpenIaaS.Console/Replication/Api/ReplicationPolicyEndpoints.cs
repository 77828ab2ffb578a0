using System.Collections.Frozen;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>Replication policies, which the wire calls replication configurations. The provider makes and deletes them; changing them is beyond it.</summary>
static class ReplicationPolicyEndpoints
{
    static readonly FrozenDictionary<string, string> Fields =
        new Dictionary<string, string> { [nameof(CreateReplicationPolicy.Input.TargetStorage)] = "storageRepositoryId" }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, Criticality> Words =
        Criticalities.All.ToFrozenDictionary(criticality => $"{criticality}".ToLowerInvariant());

    public static void MapReplicationPolicies(this IEndpointRouteBuilder app)
    {
        var policies = new ApiGroup(app, "/compute/v1/open_iaas/replication/configurations", "Replication policies");
        policies.List<ReplicationPolicyWire>("", Permission.ComputeRead, "The replication policies.", ListAsync).Remembered();
        policies.Read<ReplicationPolicyWire>("/{id}", Permission.ComputeRead, "One replication policy.", ReadAsync).Remembered();
        policies.Write("POST", "", Permission.ComputeManagement, "Makes a replication policy.", CreateAsync);
        policies.Write("PATCH", "/{id}", Permission.ComputeManagement, "Changes a replication policy; what is not given stays. Another interval is promised to all its machines from now on. The storage stays.", UpdateAsync);
        policies.Write("DELETE", "/{id}", Permission.ComputeManagement, "Deletes a replication policy that replicates no machine.", DeleteAsync);
    }

    static async Task<IResult> ListAsync(ApiCaller who, ReplicationPolicyApiQueries policies, CancellationToken stop) =>
        Answer.List(await policies.ListAsync(who.Caller, stop), ReplicationPolicyWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, ReplicationPolicyApiQueries policies, CancellationToken stop) =>
        Id<ReplicationPolicy>.TryParse(id, null, out var known) ? Answer.One(await policies.FindAsync(known, who.Caller, stop), ReplicationPolicyWire.Of) : Answer.NotFound("replication policy", id);

    static async Task<IResult> CreateAsync(NewReplicationPolicyWire? asked, ApiCaller who, CreateReplicationPolicy create, CancellationToken stop)
    {
        List<Problem> found = [];
        if (asked?.Name is null) found.Add(Given.Missing("name"));
        var storage = BodyIds.Read<StorageRepository>(asked?.StorageRepositoryId, "storageRepositoryId", "block storage", found);
        var interval = ReplicationInterval.Of(asked?.Interval?.Hours, Minutes(asked?.Interval));
        found.AddRange(interval.Problems.Select(problem => problem.On("interval")));
        return found.Count > 0
            ? ProblemResponse.From(found)
            : Answer.Accepted(await create.SubmitAsync(new CreateReplicationPolicy.Input(asked!.Name!, "", interval.Value, ReplicationPolicy.UsuallyRetained, storage), who.Caller, stop), Fields);
    }

    static async Task<IResult> UpdateAsync(string id, ReplicationPolicyChangeWire? asked, ApiCaller who, UpdateReplicationPolicy update, CancellationToken stop)
    {
        if (!Id<ReplicationPolicy>.TryParse(id, null, out var known)) return Answer.NotFound("replication policy", id);
        Result<ReplicationInterval>? interval = asked?.Interval is { } given ? ReplicationInterval.Of(given.Hours, Minutes(given)) : default(Result<ReplicationInterval>?);
        if (interval is { Ok: false } refused) return ProblemResponse.From([.. refused.Problems.Select(problem => problem.On("interval"))]);
        if (!Given.TryWord(Words, asked?.Criticality, out var problem, out var criticality, "criticality")) return ProblemResponse.From([problem]);
        var input = new UpdateReplicationPolicy.Input(known, Given.Text(asked?.Name), asked?.Description, criticality, interval?.Value, asked?.Retained);
        return Answer.Accepted(await update.SubmitAsync(input, who.Caller, stop));
    }

    static async Task<IResult> DeleteAsync(string id, ApiCaller who, DeleteReplicationPolicy delete, CancellationToken stop) =>
        Id<ReplicationPolicy>.TryParse(id, null, out var known)
            ? Answer.Accepted(await delete.SubmitAsync(new DeleteReplicationPolicy.Input(known), who.Caller, stop))
            : Answer.NotFound("replication policy", id);

    static int? Minutes(NewReplicationPolicyWire.IntervalPart? interval) => interval?.Minutes is null or 0 ? interval?.Minute : interval.Minutes;
}
