using OpenIaaS.Console.Api.Description;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>A full copy of a virtual machine that is powered off.</summary>
/// <param name="Name">The name of the copy.</param>
/// <param name="StorageRepositoryId">Block storage of the pool for all its disks; absent for each beside the one it is a copy of.</param>
/// <param name="CopyPolicies">Whether it gets the backup policies; true when left out, for without one it cannot be powered on.</param>
[Example("""{"name":"web-02","storageRepositoryId":"0198c0de-0000-7000-8000-000000000003","copyPolicies":true}""")]
sealed record CloneBody(string? Name, string? StorageRepositoryId, bool? CopyPolicies);

/// <param name="Description">What the template says of itself; may be left out.</param>
[Example("""{"description":"Debian 12 with nginx, hardened."}""")]
sealed record ConvertBody(string? Description);

/// <summary>Where a virtual machine goes with its disks.</summary>
/// <param name="PoolId">The pool, in its zone or in another one.</param>
/// <param name="HostId">The host it goes on running on; absent for a machine that is powered off.</param>
/// <param name="Disks">One entry for each of its disks.</param>
/// <param name="NetworkAdapters">One entry for each of its adapters.</param>
/// <param name="PolicyIds">The backup policies it has there; they count only in another zone.</param>
[Example("""{"poolId":"0198c0de-0000-7000-8000-000000000006","hostId":"0198c0de-0000-7000-8000-000000000005","disks":[{"id":"0198c0de-0000-7000-8000-000000000002","storageRepositoryId":"0198c0de-0000-7000-8000-000000000003"}],"networkAdapters":[{"id":"0198c0de-0000-7000-8000-000000000008","networkId":"0198c0de-0000-7000-8000-000000000004"}],"policyIds":["0198c0de-0000-7000-8000-000000000009"]}""")]
sealed record MigrateBody(
    string? PoolId, string? HostId, IReadOnlyList<MigrateBody.Disk>? Disks, IReadOnlyList<MigrateBody.Adapter>? NetworkAdapters, IReadOnlyList<string>? PolicyIds)
{
    /// <param name="Id">A disk.</param>
    /// <param name="StorageRepositoryId">Block storage of the other pool.</param>
    public sealed record Disk(string? Id, string? StorageRepositoryId);

    /// <param name="Id">A network adapter.</param>
    /// <param name="NetworkId">A network of the other pool.</param>
    public sealed record Adapter(string? Id, string? NetworkId);
}
