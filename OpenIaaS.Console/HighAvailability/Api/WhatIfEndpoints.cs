using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability.Api;

/// <summary>What would happen if hosts failed, beyond the provider.</summary>
static class WhatIfEndpoints
{
    public static void MapWhatIf(this IEndpointRouteBuilder app)
    {
        var pools = new ApiGroup(app, "/compute/v1/open_iaas/pools", "Pools");
        pools.Read<WhatIfWire>("/{id}/what_if", Permission.ComputeRead, "What would happen if hosts of the pool failed together: hostId and partId may be repeated; without them, what the pool survives as it is.", ReadAsync);
        pools.Do("POST", "/{id}/what_if", Permission.ComputeRead, "The same with the question in the body, for many hosts. Nothing is changed by it.", AskAsync).Produces<WhatIfWire>();
    }

    static Task<IResult> ReadAsync(string id, string[]? hostId, string[]? partId, ApiCaller who, WhatIfQueries queries, CancellationToken stop) =>
        AnswerAsync(id, new WhatIfQuestionWire(hostId, partId), who.Caller, queries, stop);

    static Task<IResult> AskAsync(string id, WhatIfQuestionWire? question, ApiCaller who, WhatIfQueries queries, CancellationToken stop) =>
        AnswerAsync(id, question ?? new WhatIfQuestionWire(null, null), who.Caller, queries, stop);

    static async Task<IResult> AnswerAsync(string id, WhatIfQuestionWire question, Caller caller, WhatIfQueries queries, CancellationToken stop)
    {
        if (!Id<Pool>.TryParse(id, null, out var pool)) return Answer.NotFound("pool", id);
        List<Problem> found = [];
        var hosts = (question.Hosts ?? []).Select(text => BodyIds.Read<Domain.Compute.Host>(text, "hosts", "host", found)).ToList();
        var parts = (question.Parts ?? []).Select(text => BodyIds.Read<HardwarePart>(text, "parts", "hardware part", found)).ToList();
        if (found.Count > 0) return ProblemResponse.From(found);
        var cause = new FailureCause(hosts, parts);
        var answer = await queries.AskAsync(pool, cause, caller, stop);
        if (!answer.Ok) return ProblemResponse.From(answer.Problems);
        // The page leaves out what is not of the pool, for its address outlives a host; a script is told.
        return answer.Value.Unknown(cause) is { Count: > 0 } unknown ? ProblemResponse.From(unknown) : TypedResults.Ok(WhatIfWire.Of(answer.Value));
    }
}
