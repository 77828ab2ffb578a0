namespace OpenIaaS.Infrastructure.Application.Storage;

/// <summary>Whether disks may be made larger on this installation.</summary>
public sealed record DiskGrowth(bool IsAllowed);
