using OpenIaaS.Console.Api.Description;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>A snapshot to be taken of all disks of a virtual machine.</summary>
/// <param name="Description">At most 500 characters; may be left out.</param>
/// <param name="IncludesMemory">Whether the memory of one that runs is kept too.</param>
[Example("""{"virtualMachineId":"0198c0de-0000-7000-8000-000000000001","name":"before the update","description":"Debian 12.7","includesMemory":false}""")]
sealed record NewSnapshotBody(string? VirtualMachineId, string? Name, string? Description, bool? IncludesMemory);

/// <summary>What of a snapshot is to change; what is absent stays.</summary>
[Example("""{"name":"before the update to 12.8"}""")]
sealed record SnapshotChangeBody(string? Name, string? Description);

/// <summary>How a machine goes back to a snapshot.</summary>
/// <param name="Force">Whether the power of a machine that runs may be cut.</param>
/// <param name="SnapshotBefore">The name of a snapshot that is taken first; absent for none.</param>
[Example("""{"force":true,"snapshotBefore":"way back"}""")]
sealed record RevertBody(bool? Force, string? SnapshotBefore);
