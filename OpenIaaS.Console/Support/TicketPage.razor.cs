using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Support;

/// <summary>One ticket with everything that was filed. A stranger's is not found.</summary>
public sealed partial class TicketPage
{
    TicketDetail? ticket;
    Problem? refused;
    TenantChoice? elsewhere;

    [Parameter] public long Number { get; set; }

    /// <summary>The identity an activity knows it by; its number is looked up.</summary>
    [Parameter] public Guid? Known { get; set; }

    [Inject] WorkingTenant Tenants { get; set; } = default!;

    [Inject] TicketQueries Queries { get; set; } = default!;

    protected override void OnInitialized() => Watch(typeof(Ticket));

    protected override Task OnParametersSetAsync() => ReloadAsync();

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        var (filed, number) = (new Id<Ticket>(Known ?? default), Number);
        if (Known is not null) number = await Queries.NumberAsync(filed, caller, Stop) ?? 0;
        var found = await Queries.FindAsync(number, caller, Stop);
        if (!found.Ok) elsewhere = await Tenants.ElsewhereAsync<Ticket>(row => row.AuthorId == caller.UserId && (Known == null ? row.Number == number : row.Id == filed), caller, Stop);
        (ticket, refused) = found.Ok ? (found.Value, (Problem?)null) : (null, found.Problems[0]);
    }

    IEnumerable<(string Name, string Text)> Filed(TicketDetail filed)
    {
        if (filed.Request is { } request)
        {
            yield return (L["Organization"], request.Organization);
            yield return (L["Tenant"], request.Tenant);
            yield return (L["Contact e-mail"], request.ContactEmail);
            yield return (L["Contact phone"], request.ContactPhone);
            yield return (L["Policy name"], request.PolicyName);
            yield return (L["Keep"], Backups.Words(request.Retention));
            if (request.Comment.Length > 0) yield return (L["Comment"], request.Comment);
        }
        else
        {
            yield return (L["Description"], filed.Description);
        }
    }
}
