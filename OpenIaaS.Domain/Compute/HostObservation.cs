using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What the blade fabric says of a host at one moment.</summary>
/// <param name="Host">The host.</param>
/// <param name="HeartbeatSeen">Whether its heartbeat is seen now.</param>
/// <param name="HeartbeatLostAt">When it was last seen, UTC; null while it is seen.</param>
/// <param name="Fault">What is wrong with the blade in a sentence, or null.</param>
/// <param name="UpSince">Since when it has been running without a break, UTC; null while it is down or boots.</param>
/// <param name="DownSince">Since when nothing runs on it, UTC: it lost power, or fenced itself; null while something may.</param>
public sealed record HostObservation(Id<Host> Host, bool HeartbeatSeen, DateTimeOffset? HeartbeatLostAt, string? Fault, DateTimeOffset? UpSince = null, DateTimeOffset? DownSince = null);
