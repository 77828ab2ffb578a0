namespace OpenIaaS.Console.Compute.Api;

/// <summary>A snapshot to be taken of all disks of a virtual machine.</summary>
/// <param name="Description">At most 500 characters; may be left out.</param>
/// <param name="IncludesMemory">Whether the memory of one that runs is kept too.</param>
sealed record NewSnapshotBody(string? VirtualMachineId, string? Name, string? Description, bool? IncludesMemory);

/// <summary>What of a snapshot is to change; what is absent stays.</summary>
sealed record SnapshotChangeBody(string? Name, string? Description);

/// <summary>How a machine goes back to a snapshot.</summary>
/// <param name="Force">Whether the power of a machine that runs may be cut.</param>
/// <param name="SnapshotBefore">The name of a snapshot that is taken first; absent for none.</param>
sealed record RevertBody(bool? Force, string? SnapshotBefore);
