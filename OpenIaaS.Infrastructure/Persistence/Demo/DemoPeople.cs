using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>The operator of each organization, and what they asked support for.</summary>
static class DemoPeople
{
    public static User Hire(DemoScene scene, Organization organization, DemoLayout.Person person) => scene.Add(new User
    {
        Id = scene.Ids.Next(), UserName = person.UserName, NormalizedUserName = person.UserName.ToUpperInvariant(), Email = person.Email,
        NormalizedEmail = person.Email.ToUpperInvariant(), EmailConfirmed = true, PhoneNumber = person.Phone, DisplayName = person.Name, OrganizationId = organization.Id,
        SecurityStamp = $"{scene.Ids.Next():N}",
    });

    public static void Join(DemoScene scene, User user, Tenant tenant)
    {
        user.LastTenantId ??= tenant.Id;
        scene.Rows.Add(new Membership(user.Id, tenant.Id, Permission.All));
    }

    public static void FileTickets(DemoScene scene, User user, Organization organization, Tenant tenant)
    {
        scene.Rows.Add(new Ticket(
            scene.Ids.Next<Ticket>(), tenant.Id, user.Id, user.DisplayName, TicketKind.Question, "Larger block storage for the archive",
            "Our archival storage is filling up. What does another 10 TiB cost, and how long does it take?", scene.Now - TimeSpan.FromHours(52)));
        var request = new BackupPolicyRequest(
            organization.Name, tenant.Name, user.Email!, user.PhoneNumber!, "backup-1d-r90", new BackupRetention(90, 0, 0), "The auditors ask for ninety daily backups of the ledger.");
        scene.Rows.Add(Ticket.For(request, scene.Ids.Next<Ticket>(), tenant.Id, user.Id, user.DisplayName, scene.Now - TimeSpan.FromHours(5)));
    }
}
