using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace OpenIaaS.Tests.Api;

/// <summary>
/// Speaks to the API as the official Terraform provider does: sends what it sends, takes as success what it takes, reads answers as strictly,
/// and polls activities. Whatever would make the provider fail fails the test.
/// </summary>
sealed class ProviderClient(HttpClient http, ApiCloud cloud)
{
    /// <summary>What was sent, in order: for tests of the order of calls.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>One object, or null where the provider takes the answer as "there is none".</summary>
    public async Task<JsonObject?> ReadAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        var call = Contract.Find("GET", Bare(path));
        if (call.Absent.Contains((int)answer.StatusCode)) return null;
        return (JsonObject)await DecodeAsync(call, answer, call.Ok);
    }

    /// <summary>A whole list.</summary>
    /// <param name="strict">Whether only 200 is taken, as where the provider makes sure that something is gone.</param>
    public async Task<JsonArray> ListAsync(string path, bool strict = false)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        var call = Contract.Find("GET", Bare(path));
        if (!strict && call.Absent.Contains((int)answer.StatusCode)) return [];
        return (JsonArray)await DecodeAsync(call, answer, strict ? call.Strict : call.Ok);
    }

    /// <summary>A write whose activity must complete; gives what it hands back.</summary>
    public async Task<string> WriteAsync(string method, string path, object? body = null)
    {
        var state = await EndAsync(await AcceptAsync(method, path, body));
        return state["completed"] is JsonObject completed ? (string?)completed["result"] ?? "" : throw new XunitException($"{method} {path} failed: {state.ToJsonString()}");
    }

    /// <summary>A write whose activity must fail; gives the reason.</summary>
    public async Task<string> FailAsync(string method, string path, object? body = null)
    {
        var state = await EndAsync(await AcceptAsync(method, path, body));
        return state["failed"] is JsonObject failed ? (string)failed["reason"]! : throw new XunitException($"{method} {path} did not fail: {state.ToJsonString()}");
    }

    /// <summary>A write that must be refused at once; gives the problem.</summary>
    public async Task<JsonObject> RefusedAsync(HttpStatusCode status, string method, string path, object? body = null)
    {
        using var answer = await SendAsync(new HttpMethod(method), path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{method} {path} answered {(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        return problem;
    }

    /// <summary>A write up to its acceptance: the bare id of the activity, which must be there to read.</summary>
    public async Task<string> AcceptAsync(string method, string path, object? body = null)
    {
        var call = Contract.Find(method, Bare(path));
        Assert.True(call.StartsActivity, $"The contract knows no activity of {call}.");
        return await LocationAsync(method, path, body);
    }

    /// <summary>The same for a call beyond the contract.</summary>
    public async Task<string> LocationAsync(string method, string path, object? body = null)
    {
        using var answer = await SendAsync(new HttpMethod(method), path, body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{method} {path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        var activity = Assert.Single(answer.Headers.GetValues("Location"));
        Assert.True(Guid.TryParseExact(activity, "D", out _), $"Location is \"{activity}\" and not a bare id.");
        Assert.NotNull(await ReadAsync($"/activity/v1/activities/{activity}"));
        return activity;
    }

    /// <summary>A call that is done when it is answered, and has no activity; gives the answer as text.</summary>
    public async Task<string> DoAsync(string method, string path, object? body = null)
    {
        using var answer = await SendAsync(new HttpMethod(method), path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(Contract.Find(method, Bare(path)).Ok.Contains((int)answer.StatusCode), $"{method} {path} answered {(int)answer.StatusCode}: {text}");
        Assert.False(answer.Headers.Contains("Location"), $"{method} {path} is done at once and has no activity to name.");
        return text;
    }

    /// <summary>Sends a body as it is, for what the provider never sends.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => http.PostAsync("/api" + path, content);

    /// <summary>Sends anything as it is; answers once the head of the answer has come, for what never ends.</summary>
    public async Task<HttpResponseMessage> SendAsItIsAsync(string method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends a request as the provider writes it: compact JSON with a line's end, a content type only where there is a body.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        Sent.Add($"{method} {path}");
        using var request = new HttpRequestMessage(method, "/api" + path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body) + "\n"));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await http.SendAsync(request);
    }

    /// <summary>A stream, once its head has come.</summary>
    /// <param name="last">The id of the last event that is known.</param>
    public async Task<HttpResponseMessage> OpenAsync(string path, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api" + path);
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Polls until the state is <c>completed</c> or <c>failed</c>; the clock goes on meanwhile.</summary>
    public async Task<JsonObject> EndAsync(string activity)
    {
        for (var polls = 0; polls < 20_000; polls++)
        {
            var state = (JsonObject)(await ReadAsync($"/activity/v1/activities/{activity}"))!["state"]!;
            Assert.Single(state);
            if (state.ContainsKey("completed") || state.ContainsKey("failed")) return state;
            await cloud.GoOnAsync();
        }

        throw new XunitException($"The activity {activity} never ended.");
    }

    static async Task<JsonNode> DecodeAsync(Contract.Call call, HttpResponseMessage answer, int[] good)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(good.Contains((int)answer.StatusCode), $"{call} answered {(int)answer.StatusCode}: {text}");
        Assert.False(answer.Headers.Contains("Location"), $"{call} names an activity where none is.");
        var node = JsonNode.Parse(text);
        Assert.Empty(Contract.Faults(call.Answer!, node));
        return node!;
    }

    static string Bare(string path) => path.Split('?')[0];
}
