using Microsoft.Extensions.Localization;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Console.Identity.AccessTokens;

/// <summary>What permissions let somebody do, in words, and the products they belong to.</summary>
static class PermissionWords
{
    /// <summary>The product, in the order of the navigation.</summary>
    public static string Product(this IStringLocalizer<IdentityText> L, string permission) => permission switch
    {
        _ when permission.StartsWith("compute", StringComparison.Ordinal) => L["Compute"],
        _ when permission.StartsWith("backup", StringComparison.Ordinal) => L["Backup"],
        Permission.NetworkRead or Permission.NetworkWrite or Permission.VpcRead => L["Networks"],
        Permission.ActivityRead or Permission.MetricRead or Permission.TagRead or Permission.TagWrite => L["Activities, metrics and tags"],
        Permission.SupportRead or Permission.SupportWrite or Permission.SupportManagement => L["Support"],
        Permission.IamRead or Permission.IamOfflineAccess => L["Identity"],
        _ => L["Lab"],
    };

    public static string Lets(this IStringLocalizer<IdentityText> L, string permission) => permission switch
    {
        Permission.ComputeRead => L["See machines, disks, adapters, templates and pools"],
        Permission.ComputeManagement => L["Create, change and delete machines, disks, adapters and replication policies"],
        Permission.VirtualMachinePower => L["Power machines on and off and restart them"],
        Permission.ConsoleAccess => L["Open the consoles of machines"],
        Permission.InfrastructureRead => L["See advanced data of pools, hosts and storage"],
        Permission.InfrastructureWrite => L["Change pools: high availability, maintenance"],
        Permission.ReplicationRecover => L["Recover machines from their replicas"],
        Permission.BackupRead => L["See backup policies and backups"],
        Permission.BackupWrite => L["Assign, run and restore backups"],
        Permission.ActivityRead => L["See activities"],
        Permission.TagRead => L["See tags"],
        Permission.TagWrite => L["Change tags"],
        Permission.MetricRead => L["See metrics and dashboards"],
        Permission.NetworkRead => L["See networks"],
        Permission.NetworkWrite => L["Order, propagate, share and deactivate networks"],
        Permission.VpcRead => L["See private networks and the addresses reserved in them"],
        Permission.SupportRead => L["See one’s own tickets"],
        Permission.SupportWrite => L["File tickets"],
        Permission.SupportManagement => L["See every ticket of the tenant"],
        Permission.IamRead => L["See people, tenants, roles and products"],
        Permission.IamOfflineAccess => L["Hold personal access tokens"],
        Permission.Lab => L["Break and repair simulated hardware"],
        _ => permission,
    };
}
