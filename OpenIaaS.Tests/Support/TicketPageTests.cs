using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Support;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Support;

/// <summary>A ticket by its number, and by the identity its activity knows it by.</summary>
public sealed class TicketPageTests : PageTest
{
    [Fact]
    public async Task Activity_of_a_filed_ticket_leads_to_the_ticket()
    {
        var filed = await Cloud.Get<FileTicket>().SubmitAsync(new FileTicket.Input("Why is it slow?", "Since noon."), Cloud.World.Caller, default);
        var row = (await Cloud.Get<ActivityQueries>().FindAsync(filed.Value, Cloud.World.Caller, default)).Value;
        Assert.Equal($"/support/ticket/{row.TargetId}", ActivityWords.Link(row.TargetNoun, row.TargetId));

        var page = await RenderAsync<TicketPage>(it => it.Add(ticket => ticket.Known, row.TargetId));

        Assert.Contains("Why is it slow?", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identity_of_no_ticket_shows_none()
    {
        var page = await RenderAsync<TicketPage>(it => it.Add(ticket => ticket.Known, new Guid("0198c0de-0000-7000-8000-00000000dead")));
        Assert.Contains("There is no ticket", page.Markup, StringComparison.Ordinal);
    }
}
