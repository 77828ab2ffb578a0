using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Console.Api;

/// <summary>
/// Remembers what the use case answered one caller, as the bytes that were sent, for as long as nothing at all was committed: the next same
/// request is answered without reading and writing it anew, and never with anything older than the database. Only for answers that do not
/// depend on the time. A caller whose permissions were read again is another one.
/// </summary>
sealed class AnswerMemory(DataVersion version, IOptions<JsonOptions> json)
{
    /// <summary>More than this, in all, is forgotten at once; an installation's scripts ask the same few things.</summary>
    const int MostBytes = 32 * 1024 * 1024;

    const int LargestAnswer = 1024 * 1024;

    readonly ConditionalWeakTable<Caller, ConcurrentDictionary<string, Remembered>> answers = [];
    long held;

    sealed record Remembered(long Version, byte[] Body);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.Arguments.OfType<ApiCaller>().FirstOrDefault().Caller is not { } caller || version.Read() is not { } now) return await next(context);
        var request = context.HttpContext.Request;
        var key = string.Concat(request.Path.Value, request.QueryString.Value);
        var own = answers.GetValue(caller, _ => new ConcurrentDictionary<string, Remembered>(StringComparer.Ordinal));
        if (own.TryGetValue(key, out var known) && known.Version == now) return new Bytes(known.Body);

        var answer = await next(context);
        if (answer is not IValueHttpResult { Value: { } value } || answer is not IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK }) return answer;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json.Value.SerializerOptions);
        if (body.Length <= LargestAnswer) Keep(own, key, known, new Remembered(now, body));
        return new Bytes(body);
    }

    void Keep(ConcurrentDictionary<string, Remembered> own, string key, Remembered? old, Remembered answer)
    {
        own[key] = answer;
        if (Interlocked.Add(ref held, answer.Body.Length - (old?.Body.Length ?? 0)) <= MostBytes) return;
        answers.Clear();
        Interlocked.Exchange(ref held, 0);
    }

    sealed class Bytes(byte[] body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = body.Length;
            return httpContext.Response.Body.WriteAsync(body, 0, body.Length, httpContext.RequestAborted);
        }
    }
}
