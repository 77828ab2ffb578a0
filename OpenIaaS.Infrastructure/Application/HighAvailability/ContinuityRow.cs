using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Infrastructure.Application.HighAvailability;

/// <summary>One machine with what is promised to it, and what would become of it if its host failed now.</summary>
/// <param name="Host">The name of the host it runs on, or null.</param>
/// <param name="IsWaiting">Whether it went down with a host and waits for its restart.</param>
/// <param name="BlocksPool">Whether it keeps high availability of its pool from being switched on: it runs, is set to restart, and has an ISO of storage in its drive that one host alone reaches.</param>
/// <param name="IfHostFails">What would become of it; null while it runs on no host.</param>
/// <param name="BackAfter">When it would be back; null when it would not.</param>
public sealed record ContinuityRow(
    Id<VirtualMachine> Id, string Name, string Zone, string Pool, PowerState Power, HighAvailabilityPriority Priority, int StartOrder, ByteSize Memory, string? Host, bool IsWaiting, bool BlocksPool,
    MachineFate? IfHostFails, TimeSpan? BackAfter);
