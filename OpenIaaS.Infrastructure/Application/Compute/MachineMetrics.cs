using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What one machine took in a window of time.</summary>
/// <param name="AgentSeen">Whether its management agent tells of its memory.</param>
/// <param name="Steps">An average for each step of the window.</param>
public sealed record MachineMetrics(UseWindow Window, string Name, int VirtualCpus, ByteSize Memory, bool AgentSeen, IReadOnlyList<Use> Steps);
