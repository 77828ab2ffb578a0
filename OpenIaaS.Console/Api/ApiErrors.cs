using System.Diagnostics;
using System.Text.Json;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Api;

/// <summary>What goes wrong before or inside an endpoint of the API, as a problem with a sentence and never as a page.</summary>
sealed class ApiErrors(RequestDelegate next, ILogger<ApiErrors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response is { ContentLength: null, ContentType: null, StatusCode: >= 400 } response && Bare(response.StatusCode) is { } said)
                await said.ExecuteAsync(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            log.LogInformation("Refused what {Path} was sent: {Reason}", context.Request.Path, refused.Message);
            await Refusal(refused).ExecuteAsync(context);
        }
        catch (Exception error) when (error is not OperationCanceledException && !context.Response.HasStarted)
        {
            log.LogError(error, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            await ProblemResponse.Failed($"{Activity.Current?.TraceId}").ExecuteAsync(context);
        }
    }

    static ProblemResponse Refusal(BadHttpRequestException refused) => refused switch
    {
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => ProblemResponse.NotJson,
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => ProblemResponse.TooLarge,
        { InnerException: JsonException wrong } => ProblemResponse.From(
            [Problem.Invalid("body.unreadable", $"The body cannot be read as what this address takes: {Place(wrong)}.", Field(wrong.Path))]),
        _ => ProblemResponse.From([Problem.Invalid("request.unreadable", $"The request cannot be read: {refused.Message}")]),
    };

    /// <summary>What the reader itself stumbled over is no JSON; anything else is a value of another type.</summary>
    static string Place(JsonException wrong) => wrong.InnerException is not JsonException && Field(wrong.Path) is { } field
        ? $"the value of \"{field}\" has the wrong type, line {(wrong.LineNumber ?? 0) + 1}"
        : $"it is not whole JSON, line {(wrong.LineNumber ?? 0) + 1}";

    static string? Field(string? path) => path is null or "$" ? null : path.TrimStart('$').TrimStart('.');

    static ProblemResponse? Bare(int status) => status switch
    {
        StatusCodes.Status404NotFound => ProblemResponse.NoSuchAddress,
        StatusCodes.Status415UnsupportedMediaType => ProblemResponse.NotJson,
        _ => null,
    };
}
