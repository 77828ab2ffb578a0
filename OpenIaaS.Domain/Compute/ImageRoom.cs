using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <summary>An ISO and the block storage it lies on, as a machine to be made sees them.</summary>
/// <param name="Image">The ISO.</param>
/// <param name="Storage">The block storage it lies on.</param>
public sealed record ImageRoom(DiskImage Image, StorageRepository Storage)
{
    /// <summary>Whether a machine of a pool can be given it: it lies there, on storage that can be reached.</summary>
    /// <param name="pool">The pool of the machine.</param>
    /// <param name="machine">The name of the machine.</param>
    /// <param name="field">The input it was chosen in.</param>
    /// <returns><c>iso.other-pool</c> or <c>storage.disconnected</c>.</returns>
    public Result CheckFor(Id<Pool> pool, string machine, string field = "Image")
    {
        if (Storage.PoolId != pool) return Problem.Invalid("iso.other-pool", $"{Image.Name} lies in another pool; choose an ISO of the pool of {machine}.", field);
        return Storage.IsConnected ? Result.Success : Problem.Conflict("storage.disconnected", $"The block storage {Storage.Name} is disconnected.", field);
    }

    /// <summary>
    /// An ISO of storage that one host alone reaches ties a machine to that host: high availability of the pool cannot be switched on while it runs
    /// and is set to restart (Console specification 2.4).
    /// </summary>
    /// <param name="machine">The name of the machine.</param>
    /// <returns><c>iso.local</c>, or null.</returns>
    public Notice? AdviceFor(string machine) => Storage.IsShared
        ? null
        : Notice.Of("iso.local", $"{Image.Name} lies on {Storage.Name}, which one host alone reaches: while it is mounted, {machine} cannot leave that host, and high availability cannot be switched on for its pool if it is set to restart.");
}
