using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support;

/// <summary>A question as it is being typed.</summary>
public sealed class QuestionDraft
{
    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public IReadOnlyList<Problem> Check() => Ticket.Check(Title.Trim(), Description.Trim()).Problems;

    public FileTicket.Input Input(string page, bool incident = false) => new(Title, Description, page, incident);
}
