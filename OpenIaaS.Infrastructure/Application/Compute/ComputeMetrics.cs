using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What hosts gave in a window of time.</summary>
public sealed record ComputeMetrics(UseWindow Window, int Zones, int Pools, int Hosts, int Machines, int Running, IReadOnlyList<ComputeMetrics.Group> Groups)
{
    /// <param name="Name">The zone or the host; empty for all together.</param>
    /// <param name="Threads">The hardware threads there are.</param>
    /// <param name="Memory">The memory for machines there is, in bytes.</param>
    /// <param name="Steps">An average for each step of the window.</param>
    public sealed record Group(string Name, int Threads, double Memory, IReadOnlyList<Use> Steps)
    {
        /// <summary>The share of the threads that were busy in a step, 0 to 1.</summary>
        public double ProcessorShare(int step) => Threads == 0 ? 0 : Steps[step].Threads / Threads;

        /// <summary>The share of the memory that was promised in a step, 0 to 1.</summary>
        public double MemoryShare(int step) => Memory == 0 ? 0 : Steps[step].Memory / Memory;
    }
}
