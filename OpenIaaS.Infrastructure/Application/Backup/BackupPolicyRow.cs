using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Application.Backup;

/// <summary>A backup policy in a list.</summary>
/// <param name="Schedule">Cron's five fields, or empty for a policy that never runs.</param>
/// <param name="Machines">How many machines are under it.</param>
public sealed record BackupPolicyRow(Id<BackupPolicy> Id, string Name, string Zone, string Schedule, BackupRetention Retention, int Machines)
{
    /// <summary>Whether it makes backups at all.</summary>
    public bool Protects => Schedule.Length > 0;
}

/// <summary>How far the machines of a tenant are protected.</summary>
/// <param name="Machines">All of them.</param>
/// <param name="Protected">Those with at least one policy that makes backups.</param>
/// <param name="Unprotected">Those whose policies make none: nobackup alone.</param>
/// <param name="Policies">How many policies there are.</param>
public sealed record BackupSummary(int Machines, int Protected, int Unprotected, int Policies)
{
    /// <summary>Those without a policy, which cannot be powered on.</summary>
    public int WithoutPolicy => Machines - Protected - Unprotected;
}

/// <summary>Which policies a list shows.</summary>
/// <param name="Search">Part of a name or of a zone's name; upper and lower case are the same.</param>
/// <param name="Protects">Only those that make backups, only those that make none, or null for both.</param>
public sealed record BackupPolicyFilter(string? Search = null, bool? Protects = null);
