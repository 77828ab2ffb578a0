using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Activities;

namespace OpenIaaS.Infrastructure.Application.Support;

/// <summary>
/// Files the service request for a new backup policy: only support makes policies. Organization and tenant are those the caller works in,
/// whatever a form says.
/// </summary>
public sealed class FileBackupPolicyRequest(Submission submission, IdSource ids, TimeProvider clock) : ICommand
{
    /// <param name="Page">The page of the console it was asked from, for support to look at the same thing.</param>
    public sealed record Input(string ContactEmail, string ContactPhone, string PolicyName, BackupRetention Retention, string Comment, string? Page = null);

    public string ActivityType => ActivityTypes.BackupPolicyRequestCreate;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        var id = ids.Next<Ticket>();
        return submission.CarryOutAsync(ActivityType, Permission.SupportWrite, input, caller, async database =>
        {
            var (organization, tenant) = await WhoAsync(database, caller, stop);
            var request = new BackupPolicyRequest(
                organization, tenant, input.ContactEmail.Trim(), input.ContactPhone.Trim(), input.PolicyName.Trim(), input.Retention, input.Comment.Trim());
            var check = request.Check();
            if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);

            var ticket = Ticket.For(request, id, caller.TenantId, caller.UserId.GetValueOrDefault(), caller.Name, clock.GetUtcNow()).FiledFrom(input.Page);
            database.Tickets.Add(ticket);
            return TicketTarget.Of(ticket);
        }, stop);
    }

    static async Task<(string Organization, string Tenant)> WhoAsync(Persistence.ConsoleDbContext database, Caller caller, CancellationToken stop)
    {
        var found = await (
            from tenant in database.Tenants
            join organization in database.Organizations on tenant.OrganizationId equals organization.Id
            where tenant.Id == caller.TenantId
            select new { Organization = organization.Name, Tenant = tenant.Name }).SingleOrDefaultAsync(stop);
        return (found?.Organization ?? "", found?.Tenant ?? "");
    }
}
