using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

/// <summary>When a machine is expected to run again, counted from the last beat of its host; the question what would happen and the record of failures say the same.</summary>
public sealed class RestartEstimate(IBladeFabric fabric, IHypervisor hypervisor)
{
    /// <summary>Null when it does not come back.</summary>
    public TimeSpan? Of(MachineFate fate) => fate.Fate == Fate.Restarts ? After(fate.Machine.Memory) : null;

    TimeSpan After(ByteSize memory) => fabric.HeartbeatTimeOut + hypervisor.UsualStart(memory);
}
