using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Support;

public sealed class FileTicketTests
{
    [Fact]
    public async Task Question_becomes_an_open_ticket_of_the_tenant()
    {
        await using var cloud = await Cloud.CreateAsync();

        var number = await cloud.FileAsync(Requests.Question with { Title = "  How do I grow a disk? " });

        var ticket = Assert.Single(await cloud.TicketsAsync());
        Assert.Equal((number, TicketKind.Question, TicketStatus.Open, "How do I grow a disk?", "It is full to 91 %."), (ticket.Number, ticket.Kind, ticket.Status, ticket.Title, ticket.Description));
        Assert.Equal((cloud.World.Tenant.Id, "Maya Lefort", "/storage"), (ticket.TenantId, ticket.Author, ticket.Page));
        Assert.Null(ticket.Request);
    }

    [Fact]
    public async Task Empty_question_is_refused_with_two_sentences_and_keeps_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();

        var refused = await cloud.Get<FileTicket>().SubmitAsync(new FileTicket.Input(" ", ""), cloud.World.Caller, default);

        Assert.Equal(["A ticket needs a title.", "A ticket needs a description of what you need."], refused.Problems.Select(problem => problem.Message));
        Assert.Empty(await cloud.TicketsAsync());
    }

    [Theory]
    [InlineData(Ticket.LongestTitle, Ticket.LongestDescription, null)]
    [InlineData(Ticket.LongestTitle + 1, 1, "Title")]
    [InlineData(1, Ticket.LongestDescription + 1, "Description")]
    public async Task Longest_texts_are_taken_and_one_character_more_is_refused(int title, int description, string? field)
    {
        await using var cloud = await Cloud.CreateAsync();

        var filed = await cloud.Get<FileTicket>().SubmitAsync(new FileTicket.Input(new string('t', title), new string('d', description)), cloud.World.Caller, default);

        Assert.Equal(field, filed.Problems.SingleOrDefault()?.Field);
        Assert.Equal(field is null ? 1 : 0, (await cloud.TicketsAsync()).Count);
    }

    [Theory]
    [InlineData("/backup?tab=policies", "/backup?tab=policies")]
    [InlineData("//evil.example/x", "")]
    [InlineData("/\\evil.example", "")]
    [InlineData("https://evil.example", "")]
    [InlineData("/a\nb", "")]
    [InlineData(null, "")]
    public async Task Only_an_address_inside_the_console_is_kept_as_the_page(string? page, string kept)
    {
        await using var cloud = await Cloud.CreateAsync();

        await cloud.FileAsync(Requests.Question with { Page = page });

        Assert.Equal(kept, Assert.Single(await cloud.TicketsAsync()).Page);
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_filed()
    {
        await using var cloud = await Cloud.CreateAsync();

        var refused = await cloud.Get<FileTicket>().SubmitAsync(Requests.Question, cloud.World.With(Permission.SupportRead), default);

        Assert.Equal(ProblemKind.Forbidden, Assert.Single(refused.Problems).Kind);
        Assert.Empty(await cloud.TicketsAsync());
    }
}
