using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using OpenIaaS.Console.Activities;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

/// <summary>The activities of a tenant as they happen, over one request that does not end.</summary>
public sealed class ActivityEventTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Address = "/activity/v1/activities/events";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Each_change_is_an_event_with_the_activity_as_it_is_read()
    {
        var client = await cloud.ClientAsync();
        await using var events = await ListenAsync(client);
        var id = await WriteAsync(activity => { });

        var begun = await events.NextAsync();
        Assert.Equal(ActivityEvents.Name, begun.EventType);
        Assert.Equal((await client.ReadAsync($"/activity/v1/activities/{id}"))!.ToJsonString(), begun.Data);

        await ChangeAsync(id, activity => activity.Advance(40));
        Assert.Equal(40, (int)JsonNode.Parse((await events.NextAsync()).Data)!["state"]!["waiting"]!["progression"]!);
        await ChangeAsync(id, activity => activity.Complete("there", cloud.Clock.GetUtcNow()));
        Assert.Equal("there", (string?)JsonNode.Parse((await events.NextAsync()).Data)!["state"]!["completed"]!["result"]);
    }

    [Fact]
    public async Task What_happened_while_nobody_listened_is_said_after_the_last_event()
    {
        var client = await cloud.ClientAsync();
        var before = await WriteAsync(activity => { });
        string last;
        await using (var events = await ListenAsync(client))
        {
            await WriteAsync(activity => activity.Complete("", cloud.Clock.GetUtcNow()));
            last = (await events.NextAsync()).EventId!;
        }

        cloud.Clock.Advance(TimeSpan.FromMinutes(2));
        await ChangeAsync(before, activity => activity.Fail("No power.", cloud.Clock.GetUtcNow()));
        var missed = await WriteAsync(activity => activity.Complete("", cloud.Clock.GetUtcNow()));

        await using var again = await ListenAsync(client, last);
        List<string> heard = [];
        while (!heard.Contains($"{missed}")) heard.Add((string)JsonNode.Parse((await again.NextAsync()).Data)!["id"]!);
        Assert.Contains($"{before}", heard);
    }

    [Fact]
    public async Task What_was_before_is_not_said_to_whoever_begins()
    {
        var client = await cloud.ClientAsync();
        var before = await WriteAsync(activity => { });
        await using var events = await ListenAsync(client, "nonsense");
        var after = await WriteAsync(activity => { });
        Assert.Equal($"{after}", (string?)JsonNode.Parse((await events.NextAsync()).Data)!["id"]);
        await ChangeAsync(before, activity => activity.Complete("", cloud.Clock.GetUtcNow()));
        Assert.Equal($"{before}", (string?)JsonNode.Parse((await events.NextAsync()).Data)!["id"]);
    }

    [Fact]
    public async Task Other_tenants_are_not_heard()
    {
        await using var events = await ListenAsync(await cloud.ClientAsync());
        await WriteAsync(activity => { }, cloud.World.Stranger);
        var own = await WriteAsync(activity => { });
        Assert.Equal($"{own}", (string?)JsonNode.Parse((await events.NextAsync()).Data)!["id"]);
    }

    [Fact]
    public async Task Connection_on_which_nothing_happens_says_every_15_seconds_that_it_lives()
    {
        using var answer = await OpenAsync(await cloud.ClientAsync(), null);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var text = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.StartsWith(":", await LineAsync(text), StringComparison.Ordinal);
        Assert.Equal("", await LineAsync(text));
        for (var beats = 0; beats < 3; beats++)
        {
            var next = text.ReadLineAsync();
            cloud.Clock.Advance(ActivityEvents.Beat - TimeSpan.FromSeconds(1));
            Assert.False(next.IsCompleted);
            cloud.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.StartsWith(":", await next.WaitAsync(Patience), StringComparison.Ordinal);
            Assert.Equal("", await LineAsync(text));
        }
    }

    [Fact]
    public async Task Permission_is_asked_for()
    {
        var client = await cloud.ClientAsync(Permission.ComputeRead);
        var problem = await client.RefusedAsync(HttpStatusCode.Forbidden, "GET", Address);
        Assert.Contains(Permission.ActivityRead, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_left_is_no_longer_watched_for()
    {
        var feed = cloud.Get<Infrastructure.Live.ChangeFeed>();
        var watching = feed.Watching;
        await using (await ListenAsync(await cloud.ClientAsync())) Assert.Equal(watching + 1, feed.Watching);
        for (var waits = 0; waits < 2_000 && feed.Watching > watching; waits++) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        Assert.Equal(watching, feed.Watching);
    }

    static async Task<Listener> ListenAsync(ProviderClient client, string? last = null)
    {
        var answer = await OpenAsync(client, last);
        return new Listener(answer, await answer.Content.ReadAsStreamAsync());
    }

    static async Task<HttpResponseMessage> OpenAsync(ProviderClient client, string? last)
    {
        var answer = await client.OpenAsync(Address, last);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    static async Task<string?> LineAsync(StreamReader text) => await text.ReadLineAsync().WaitAsync(Patience);

    async Task<Id<Activity>> WriteAsync(Action<Activity> shape, Caller? caller = null)
    {
        var activity = new Activity(
            cloud.Get<IdSource>().Next<Activity>(), ActivityTypes.TicketCreate, new ActivityTarget("ticket", cloud.Get<IdSource>().Next(), "Why?"), caller ?? cloud.World.Caller, "{}", cloud.Clock.GetUtcNow());
        shape(activity);
        await using var database = cloud.Host.Database();
        database.Add(activity);
        await database.SaveChangesAsync();
        return activity.Id;
    }

    async Task ChangeAsync(Id<Activity> id, Action<Activity> change)
    {
        await using var database = cloud.Host.Database();
        change(database.Activities.Single(activity => activity.Id == id));
        await database.SaveChangesAsync();
    }

    sealed class Listener(HttpResponseMessage answer, Stream stream) : IAsyncDisposable
    {
        readonly IAsyncEnumerator<SseItem<string>> items = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();

        public async Task<SseItem<string>> NextAsync()
        {
            Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Patience));
            return items.Current;
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
