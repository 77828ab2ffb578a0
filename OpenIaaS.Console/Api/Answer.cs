using System.Collections.Frozen;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Api;

/// <summary>How the API answers: what was read, an accepted activity, or the refusal of the use case.</summary>
static class Answer
{
    static readonly FrozenDictionary<string, string> AsTheyAre = FrozenDictionary<string, string>.Empty;

    /// <summary>One object, or why there is none.</summary>
    public static IResult One<TRow, TWire>(Result<TRow> found, Func<TRow, TWire> wire) =>
        found.Ok ? TypedResults.Ok(wire(found.Value)) : ProblemResponse.From(found.Problems);

    /// <summary>A whole list: one array, empty when nothing is there.</summary>
    public static IResult List<TRow, TWire>(Result<IReadOnlyList<TRow>> found, Func<TRow, TWire> wire) =>
        found.Ok ? TypedResults.Ok(found.Value.Select(wire).ToArray()) : ProblemResponse.From(found.Problems);

    /// <summary>An accepted write: 201 with the bare id of its activity in <c>Location</c> (api-contract, section 4).</summary>
    /// <param name="fields">The names of inputs that are other ones on the wire, by the name the use case knows.</param>
    public static IResult Accepted(Result<Id<Activity>> accepted, IReadOnlyDictionary<string, string>? fields = null) =>
        accepted.Ok ? new AcceptedActivity(accepted.Value) : ProblemResponse.From(accepted.Problems, fields ?? AsTheyAre);

    /// <summary>A write that is done when it is answered, without a body; its activity is not named, since clients would wait for it (api-contract, section 3).</summary>
    public static IResult Done(Result<Id<Activity>> done, int status, IReadOnlyDictionary<string, string>? fields = null) =>
        done.Ok ? TypedResults.StatusCode(status) : ProblemResponse.From(done.Problems, fields ?? AsTheyAre);

    /// <summary>The refusal for an id that is none: nothing can be there.</summary>
    public static IResult NotFound(string noun, string id) => ProblemResponse.From([Problem.NotFound(noun, id)]);

    sealed class AcceptedActivity(Id<Activity> activity) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status201Created;
            httpContext.Response.Headers.Location = activity.ToString();
            return Task.CompletedTask;
        }
    }
}
