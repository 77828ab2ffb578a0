namespace OpenIaaS.Domain.Identity;

/// <summary>
/// The permissions, by the names the API and its provider use. They are unit, cumulative and granted per tenant; write does not imply read
/// (Console specification 2.24).
/// </summary>
public static class Permission
{
    /// <summary>See machines, disks, adapters, templates and pools.</summary>
    public const string ComputeRead = "compute_iaas_opensource_read";

    /// <summary>Create, change and delete machines, disks, adapters and replication policies.</summary>
    public const string ComputeManagement = "compute_iaas_opensource_management";

    /// <summary>Power machines on, off and restart them.</summary>
    public const string VirtualMachinePower = "compute_iaas_opensource_virtual_machine_power";

    /// <summary>Open the consoles of machines: see their screens and type into them (Console specification 2.13).</summary>
    public const string ConsoleAccess = "compute_iaas_opensource_console_access";

    /// <summary>See advanced data of pools, hosts and storage.</summary>
    public const string InfrastructureRead = "compute_iaas_opensource_infrastructure_read";

    /// <summary>Change pools: high availability, maintenance, labels.</summary>
    public const string InfrastructureWrite = "compute_iaas_opensource_infrastructure_write";

    /// <summary>Recover machines from their replicas.</summary>
    public const string ReplicationRecover = "compute_iaas_opensource_replication_recover";

    /// <summary>See backup policies and backups.</summary>
    public const string BackupRead = "backup_iaas_opensource_read";

    /// <summary>Assign, run and restore backups.</summary>
    public const string BackupWrite = "backup_iaas_opensource_write";

    /// <summary>See activities.</summary>
    public const string ActivityRead = "activity_read";

    /// <summary>See tags over the API (api-contract, section 2: the provider reads the tags of each machine).</summary>
    public const string TagRead = "tag_read";

    /// <summary>Change the tags of machines.</summary>
    public const string TagWrite = "tag_write";

    /// <summary>See metrics and dashboards.</summary>
    public const string MetricRead = "metric_read";

    /// <summary>See networks.</summary>
    public const string NetworkRead = "network_read";

    /// <summary>Order, propagate, share, deactivate and reactivate networks.</summary>
    public const string NetworkWrite = "network_write";

    /// <summary>See the private networks of the tenant and the addresses reserved in them.</summary>
    public const string VpcRead = "vpc_read";

    /// <summary>See one's own tickets.</summary>
    public const string SupportRead = "support_read";

    /// <summary>File tickets.</summary>
    public const string SupportWrite = "support_write";

    /// <summary>See every ticket of the tenant.</summary>
    public const string SupportManagement = "support_management";

    /// <summary>See the people, tenants, roles and products of the tenant's company (api-contract, section 2).</summary>
    public const string IamRead = "iam_read";

    /// <summary>Hold personal access tokens.</summary>
    public const string IamOfflineAccess = "iam_offline_access";

    /// <summary>Break and repair simulated hardware on the Lab page. Ours; the real console has no simulator.</summary>
    public const string Lab = "lab";

    /// <summary>Every permission there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ComputeRead, ComputeManagement, VirtualMachinePower, ConsoleAccess, InfrastructureRead, InfrastructureWrite, ReplicationRecover, BackupRead, BackupWrite,
        ActivityRead, TagRead, TagWrite, MetricRead, NetworkRead, NetworkWrite, VpcRead, SupportRead, SupportWrite, SupportManagement, IamRead, IamOfflineAccess, Lab,
    ];
}
