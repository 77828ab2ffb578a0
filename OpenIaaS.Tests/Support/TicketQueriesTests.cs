using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Support;

public sealed class TicketQueriesTests
{
    static readonly TableQuery First = new(0, 25, null, false);

    [Fact]
    public async Task Person_sees_their_own_tickets_alone()
    {
        await using var cloud = await Cloud.CreateAsync();
        var colleague = cloud.Colleague();
        await cloud.FileAsync(Requests.Question with { Title = "Mine" });
        var theirs = await cloud.FileAsync(Requests.Question with { Title = "Theirs" }, colleague);
        var alone = cloud.World.With(Permission.SupportRead);

        Assert.Equal(["Mine"], await TitlesAsync(cloud, TicketFilter.None, alone));
        Assert.Equal(["Theirs"], await TitlesAsync(cloud, TicketFilter.None, colleague));
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await Queries(cloud).FindAsync(theirs, alone, default)).Problems).Kind);
        Assert.Equal(1, (await Queries(cloud).CountsAsync(false, alone, default)).Value.All);
    }

    [Fact]
    public async Task Who_manages_support_sees_the_tenants_tickets_and_may_ask_for_their_own()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.FileAsync(Requests.Question with { Title = "Mine" });
        var theirs = await cloud.FileAsync(Requests.Question with { Title = "Theirs" }, cloud.Colleague());

        Assert.Equal(["Theirs", "Mine"], await TitlesAsync(cloud, TicketFilter.None));
        Assert.Equal(["Mine"], await TitlesAsync(cloud, new TicketFilter { Mine = true }));
        Assert.Equal("Theirs", (await Queries(cloud).FindAsync(theirs, cloud.World.Caller, default)).Value.Title);
    }

    [Fact]
    public async Task Another_tenant_finds_nothing_by_any_query()
    {
        await using var cloud = await Cloud.CreateAsync();
        var filed = await cloud.Get<FileTicket>().SubmitAsync(Requests.Question, cloud.World.Caller, default);
        var number = (await Queries(cloud).NumberAsync(filed.Value, cloud.World.Caller, default))!.Value;
        await cloud.MoveAsync(number, TicketStatus.AnswerRequired);
        var stranger = cloud.World.Stranger;

        Assert.Empty(await TitlesAsync(cloud, TicketFilter.None, stranger));
        Assert.Equal(0, (await Queries(cloud).CountsAsync(false, stranger, default)).Value.All);
        Assert.Equal(0, await Queries(cloud).WaitingAsync(stranger, default));
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await Queries(cloud).FindAsync(number, stranger, default)).Problems).Kind);
        Assert.Null(await Queries(cloud).NumberAsync(filed.Value, stranger, default));
        await foreach (var row in Queries(cloud).StreamAsync(TicketFilter.None, stranger, default)) Assert.Fail(row.Title);
    }

    [Fact]
    public async Task Without_the_permission_to_read_every_query_refuses()
    {
        await using var cloud = await Cloud.CreateAsync();
        var number = await cloud.FileAsync(Requests.Question);
        await cloud.MoveAsync(number, TicketStatus.AnswerRequired);
        var nobody = cloud.World.With(Permission.SupportWrite);

        Assert.False((await Queries(cloud).ListAsync(TicketFilter.None, First, nobody, default)).Ok);
        Assert.False((await Queries(cloud).CountsAsync(false, nobody, default)).Ok);
        Assert.False((await Queries(cloud).FindAsync(number, nobody, default)).Ok);
        Assert.Equal(0, await Queries(cloud).WaitingAsync(nobody, default));
        await foreach (var row in Queries(cloud).StreamAsync(TicketFilter.None, nobody, default)) Assert.Fail(row.Title);
    }

    [Fact]
    public async Task Counts_tell_where_the_tickets_stand_and_the_badge_counts_answers_alone()
    {
        await using var cloud = await Cloud.CreateAsync();
        foreach (var status in new[] { TicketStatus.Open, TicketStatus.AnswerRequired, TicketStatus.AnswerRequired, TicketStatus.ValidationRequired, TicketStatus.Closed })
            await cloud.MoveAsync(await cloud.FileAsync(Requests.Question), status);
        await cloud.MoveAsync(await cloud.FileAsync(Requests.Question, cloud.Colleague()), TicketStatus.AnswerRequired);

        Assert.Equal(new TicketCounts(1, 3, 1, 1), (await Queries(cloud).CountsAsync(false, cloud.World.Caller, default)).Value);
        Assert.Equal(new TicketCounts(1, 2, 1, 1), (await Queries(cloud).CountsAsync(true, cloud.World.Caller, default)).Value);
        Assert.Equal(2, await Queries(cloud).WaitingAsync(cloud.World.Caller, default));
    }

    [Theory]
    [InlineData("ÉLARGIR", "Élargir un disque")]
    [InlineData("disque", "Élargir un disque")]
    [InlineData("ERP", "New backup policy erp-7d-4w-12m")]
    [InlineData("#2", "New backup policy erp-7d-4w-12m")]
    [InlineData("1", "New backup policy erp-7d-4w-12m", "Élargir un disque")]
    [InlineData("%", new string[0])]
    public async Task Search_finds_titles_and_numbers(string text, params string[] found)
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.FileAsync(Requests.Question with { Title = "Élargir un disque" });
        await cloud.FileAsync(Requests.Policy);

        Assert.Equal(found, await TitlesAsync(cloud, new TicketFilter { Search = text }));
    }

    [Fact]
    public async Task Filters_of_one_kind_add_up_and_kinds_narrow()
    {
        await using var cloud = await Cloud.CreateAsync();
        await cloud.MoveAsync(await cloud.FileAsync(Requests.Question with { Title = "Closed" }), TicketStatus.Closed);
        await cloud.FileAsync(Requests.Question with { Title = "Open" });
        await cloud.FileAsync(Requests.Policy);

        Assert.Equal(["Open", "Closed"], await TitlesAsync(cloud, new TicketFilter { Kinds = [TicketKind.Question] }));
        Assert.Equal(["Closed"], await TitlesAsync(cloud, new TicketFilter { Statuses = [TicketStatus.Closed, TicketStatus.AnswerRequired] }));
        Assert.Empty(await TitlesAsync(cloud, new TicketFilter { Statuses = [TicketStatus.Closed], Kinds = [TicketKind.BackupPolicy] }));
    }

    [Fact]
    public async Task Last_touched_ticket_comes_first_and_a_column_sorts_both_ways()
    {
        await using var cloud = await Cloud.CreateAsync();
        foreach (var title in new[] { "b", "A", "c" })
        {
            await cloud.FileAsync(Requests.Question with { Title = title });
            cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["c", "A", "b"], await TitlesAsync(cloud, TicketFilter.None));
        Assert.Equal(["A", "b", "c"], await TitlesAsync(cloud, TicketFilter.None, page: First with { Sort = "title" }));
        Assert.Equal(["c", "b", "A"], await TitlesAsync(cloud, TicketFilter.None, page: First with { Sort = "title", Descending = true }));
        Assert.Equal(["b"], await TitlesAsync(cloud, TicketFilter.None, page: new TableQuery(1, 1, "title", false)));
        foreach (var sort in new[] { "number", "status", "kind", "author", "created", "updated" })
            Assert.Equal(3, (await TitlesAsync(cloud, TicketFilter.None, page: First with { Sort = sort })).Count);
    }

    static TicketQueries Queries(Cloud cloud) => cloud.Get<TicketQueries>();

    static async Task<List<string>> TitlesAsync(Cloud cloud, TicketFilter filter, Caller? caller = null, TableQuery? page = null) =>
        [.. (await Queries(cloud).ListAsync(filter, page ?? First, caller ?? cloud.World.Caller, default)).Value.Rows.Select(row => row.Title)];
}
