using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Infrastructure.Application.Support;

/// <summary>Files a question or an incident to support.</summary>
public sealed class FileTicket(Submission submission, IdSource ids, TimeProvider clock) : ICommand
{
    /// <param name="Page">The page of the console it was asked from, for support to look at the same thing.</param>
    /// <param name="IsIncident">Whether it reports an incident.</param>
    public sealed record Input(string Title, string Description, string? Page = null, bool IsIncident = false);

    public string ActivityType => ActivityTypes.TicketCreate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var id = ids.Next<Ticket>();
        return submission.CarryOutAsync(ActivityType, Permission.SupportWrite, input, caller, database =>
        {
            string title = input.Title.Trim(), description = input.Description.Trim();
            var check = Ticket.Check(title, description);
            if (!check.Ok) return Task.FromResult(Result<ActivityTarget>.Refused(check.Problems));

            var ticket = new Ticket(id, caller.TenantId, caller.UserId.GetValueOrDefault(), caller.Name, input.IsIncident ? TicketKind.Incident : TicketKind.Question, title, description, clock.GetUtcNow()).FiledFrom(input.Page);
            database.Tickets.Add(ticket);
            return Task.FromResult<Result<ActivityTarget>>(TicketTarget.Of(ticket));
        }, stop);
    }
}
