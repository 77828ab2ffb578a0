using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>A host a machine could be started on.</summary>
/// <param name="Free">Its memory for machines, less what those on it take.</param>
public sealed record HostChoice(Id<Host> Id, string Name, HostStatus Status, ByteSize Free);

/// <summary>A backup policy a machine could be put under.</summary>
public sealed record PolicyChoice(Id<BackupPolicy> Id, string Name, string Schedule, BackupRetention Retention);
