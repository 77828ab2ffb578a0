using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What block storage gave in a window of time.</summary>
/// <param name="Window">The window.</param>
/// <param name="Known">The last steps of it, from the first on at whose end space was known.</param>
/// <param name="Storages">How many block storages there are.</param>
/// <param name="Groups">The figures.</param>
public sealed record StorageMetrics(UseWindow Window, UseWindow Known, int Storages, IReadOnlyList<StorageMetrics.Group> Groups)
{
    /// <param name="Name">The zone or the block storage; empty for all together.</param>
    /// <param name="Iops">The IOPS that classes and sizes promise; 0 where nothing is promised.</param>
    /// <param name="Used">The space taken now.</param>
    /// <param name="Capacity">The space there is.</param>
    /// <param name="Steps">An average for each step of the window, reads and writes only.</param>
    /// <param name="Taken">The space that was taken at the end of each step of <see cref="Known"/>; the last one is now.</param>
    public sealed record Group(string Name, int Iops, ByteSize Used, ByteSize Capacity, IReadOnlyList<Use> Steps, IReadOnlyList<ByteSize> Taken)
    {
        /// <summary>The share of the space that is taken, 0 to 1.</summary>
        public double Share => Capacity.Bytes == 0 ? 0 : Used.Bytes / (double)Capacity.Bytes;
    }
}
