using System.Text.Json.Serialization;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Shared;

/// <summary>A refusal over HTTP (RFC 9457). The one place that knows which status a kind of problem has.</summary>
public sealed class ProblemResponse : IResult
{
    readonly int status;
    readonly Body body;

    ProblemResponse(int status, IReadOnlyList<Problem> problems, Func<Problem, string>? say = null)
        : this(status, problems[0].Code, [.. problems.Select(problem => new Refusal(problem.Code, say?.Invoke(problem) ?? problem.Message, problem.Field))])
    {
    }

    ProblemResponse(int status, string type, IReadOnlyList<Refusal> problems) =>
        (this.status, body) = (status, new Body($"urn:openiaas:problem:{type}", string.Join(" ", problems.Select(problem => problem.Message)), status, problems));

    public static ProblemResponse NotSignedIn { get; } =
        new(StatusCodes.Status401Unauthorized, "not-signed-in", [new Refusal("not-signed-in", "This needs a signed-in person or a valid API token.", null)]);

    public static ProblemResponse NoSuchAddress { get; } =
        new(StatusCodes.Status404NotFound, "no-such-address", [new Refusal("no-such-address", "There is nothing at this address of the API.", null)]);

    public static ProblemResponse TooMany { get; } =
        new(StatusCodes.Status429TooManyRequests, "too-many-requests", [new Refusal("too-many-requests", "That was too often; wait a minute and try again.", null)]);

    public static ProblemResponse From(IReadOnlyList<Problem> problems) => new(Status(problems[0].Kind), problems);

    /// <summary>The same for a script of our pages, which shows the sentence to whoever sits there.</summary>
    /// <param name="say">Says a refusal in their language.</param>
    public static ProblemResponse From(IReadOnlyList<Problem> problems, Func<Problem, string> say) => new(Status(problems[0].Kind), problems, say);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        return httpContext.Response.WriteAsJsonAsync(body, options: null, contentType: "application/problem+json; charset=utf-8", httpContext.RequestAborted);
    }

    /// <summary>Why somebody is not let in: 401, whatever kind the problem is of.</summary>
    public static ProblemResponse NotLetIn(Problem reason) => new(StatusCodes.Status401Unauthorized, [reason]);

    static int Status(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status400BadRequest,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };

    sealed record Body(string Type, string Title, int Status, IReadOnlyList<Refusal> Problems);

    sealed record Refusal(string Code, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field);
}
