using OpenIaaS.Console.Shared;

namespace OpenIaaS.Console.Api;

/// <summary>The addresses of one noun of the API, each with what its description needs: what it answers and which permission it asks for.</summary>
/// <param name="path">The address below <c>/api</c>.</param>
/// <param name="tag">The noun as the description of the API names it.</param>
sealed class ApiGroup(IEndpointRouteBuilder app, string path, string tag)
{
    readonly RouteGroupBuilder group = app.MapGroup("/api" + path).WithTags(tag).RequireAuthorization();

    /// <summary>A list, whole in one array.</summary>
    public RouteHandlerBuilder List<TWire>(string route, string permission, string summary, Delegate handler) =>
        Describe(group.MapGet(route, handler), permission, summary).Produces<TWire[]>();

    /// <summary>One object by its id.</summary>
    public RouteHandlerBuilder Read<TWire>(string route, string permission, string summary, Delegate handler) =>
        Describe(group.MapGet(route, handler), permission, summary).Produces<TWire>().Produces<ProblemBody>(StatusCodes.Status404NotFound, ProblemResponse.ContentType);

    /// <summary>A file, written while it is read.</summary>
    public RouteHandlerBuilder File(string route, string permission, string summary, Delegate handler) =>
        Describe(group.MapGet(route, handler), permission, summary).Produces<string>(StatusCodes.Status200OK, "text/plain");

    /// <summary>Adds what the description needs to a file whose address stands elsewhere.</summary>
    public static RouteHandlerBuilder AsExport(RouteHandlerBuilder endpoint, string permission, string summary) =>
        Describe(endpoint.RequireAuthorization(), permission, summary).WithTags("Exports").Produces<string>(StatusCodes.Status200OK, "text/csv");

    /// <summary>What happens, as server-sent events until the client leaves.</summary>
    public RouteHandlerBuilder Events<TWire>(string route, string permission, string summary, Delegate handler) =>
        Describe(group.MapGet(route, handler), permission, summary).Produces<TWire>(StatusCodes.Status200OK, "text/event-stream");

    /// <summary>A write that is accepted, and whose activity tells how it ends: 201, the bare id of the activity in <c>Location</c>.</summary>
    public RouteHandlerBuilder Write(string method, string route, string permission, string summary, Delegate handler) =>
        Refuses(Describe(group.MapMethods(route, [method], handler), permission, summary)).Produces(StatusCodes.Status201Created).WithMetadata(new StartsActivity());

    /// <summary>A write that is done when it is answered.</summary>
    public RouteHandlerBuilder Do(string method, string route, string permission, string summary, Delegate handler) =>
        Refuses(Describe(group.MapMethods(route, [method], handler), permission, summary));

    static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string permission, string summary) => endpoint.AskFirst(permission)
        .WithSummary(summary).WithMetadata(new NeedsPermission(permission))
        .Produces<ProblemBody>(StatusCodes.Status401Unauthorized, ProblemResponse.ContentType)
        .Produces<ProblemBody>(StatusCodes.Status403Forbidden, ProblemResponse.ContentType)
        .Produces<ProblemBody>(StatusCodes.Status429TooManyRequests, ProblemResponse.ContentType);

    static RouteHandlerBuilder Refuses(RouteHandlerBuilder endpoint) => endpoint
        .Produces<ProblemBody>(StatusCodes.Status400BadRequest, ProblemResponse.ContentType)
        .Produces<ProblemBody>(StatusCodes.Status404NotFound, ProblemResponse.ContentType)
        .Produces<ProblemBody>(StatusCodes.Status409Conflict, ProblemResponse.ContentType);
}

/// <summary>The permission an endpoint's use case asks for; for the description.</summary>
sealed record NeedsPermission(string Name);

/// <summary>Marks an endpoint that answers with an activity.</summary>
sealed record StartsActivity;
