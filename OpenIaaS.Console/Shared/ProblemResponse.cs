using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Shared;

/// <summary>A refusal over HTTP (RFC 9457). The one place that knows which status a kind of problem has.</summary>
public sealed class ProblemResponse : IResult
{
    public const string ContentType = "application/problem+json";

    readonly ProblemBody body;

    ProblemResponse(int status, IReadOnlyList<Problem> problems, Func<Problem, string>? say = null, IReadOnlyDictionary<string, string>? fields = null)
        : this(status, [.. problems.Select(problem => new ProblemBody.Refusal(problem.Code, say?.Invoke(problem) ?? problem.Message, OnTheWire(problem.Field, fields)))])
    {
    }

    ProblemResponse(int status, params IReadOnlyList<ProblemBody.Refusal> problems) =>
        body = new ProblemBody($"urn:openiaas:problem:{problems[0].Code}", Title(status), status, string.Join(" ", problems.Select(problem => problem.Message)), problems);

    public static ProblemResponse NotSignedIn { get; } = Of(StatusCodes.Status401Unauthorized, "not-signed-in", "This needs a signed-in person or a valid API token.");

    public static ProblemResponse NoSuchAddress { get; } = Of(StatusCodes.Status404NotFound, "no-such-address", "There is nothing at this address of the API.");

    public static ProblemResponse NotJson { get; } = Of(StatusCodes.Status415UnsupportedMediaType, "not-json", "This takes JSON: send it with Content-Type application/json.");

    public static ProblemResponse TooLarge { get; } = Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is larger than this address takes.");

    public static ProblemResponse TooMany { get; } = Of(StatusCodes.Status429TooManyRequests, "too-many-requests", "That was too often; wait as long as Retry-After says and try again.");

    public static ProblemResponse From(IReadOnlyList<Problem> problems) => new(Status(problems[0].Kind), problems);

    /// <summary>The same for a client of the API, whose fields may have other names than the inputs of the use case.</summary>
    public static ProblemResponse From(IReadOnlyList<Problem> problems, IReadOnlyDictionary<string, string>? fields) => new(Status(problems[0].Kind), problems, say: null, fields);

    /// <summary>The same for a script of our pages, which shows the sentence to whoever sits there.</summary>
    /// <param name="say">Says a refusal in their language.</param>
    public static ProblemResponse From(IReadOnlyList<Problem> problems, Func<Problem, string> say) => new(Status(problems[0].Kind), problems, say);

    /// <summary>Why somebody is not let in: 401, whatever kind the problem is of.</summary>
    public static ProblemResponse NotLetIn(Problem reason) => new(StatusCodes.Status401Unauthorized, [reason]);

    /// <summary>Our own fault.</summary>
    /// <param name="trace">What it can be found by in the log.</param>
    public static ProblemResponse Failed(string trace) => Of(StatusCodes.Status500InternalServerError, "failed", $"The console failed at this request; its log tells more under {trace}.");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = body.Status;
        return httpContext.Response.WriteAsJsonAsync(body, options: null, contentType: ContentType + "; charset=utf-8", httpContext.RequestAborted);
    }

    static ProblemResponse Of(int status, string code, string sentence) => new(status, new ProblemBody.Refusal(code, sentence, null));

    static string? OnTheWire(string? field, IReadOnlyDictionary<string, string>? fields) =>
        fields is null || field is null ? field : fields.TryGetValue(field, out var known) ? known : System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field);

    static int Status(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status400BadRequest,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };

    static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request breaks a rule",
        StatusCodes.Status401Unauthorized => "Not signed in",
        StatusCodes.Status403Forbidden => "Not allowed",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status409Conflict => "Not possible now",
        StatusCodes.Status413PayloadTooLarge => "Too large",
        StatusCodes.Status415UnsupportedMediaType => "Not JSON",
        StatusCodes.Status429TooManyRequests => "Too many requests",
        StatusCodes.Status503ServiceUnavailable => "Not available now",
        _ => "The console failed",
    };
}
