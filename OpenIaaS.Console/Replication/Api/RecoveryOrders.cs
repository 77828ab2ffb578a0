using OpenIaaS.Console.Api.Description;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>The start of a copy in place of its machine.</summary>
/// <param name="Planned">Whether the machine is copied a last time and shut down first.</param>
/// <param name="RecoveryPointId">The point to start from; the newest when absent.</param>
/// <param name="Networks">Networks for adapters whose own one has no equal in the target pool.</param>
/// <param name="KeepMacAddresses">Whether the copy has the MAC addresses of the machine.</param>
/// <param name="KnowsSourceRuns">Whether you know that the machine still runs.</param>
[Example("""{"planned":false,"recoveryPointId":"0198c0de-0000-7000-8000-000000000007","networks":[{"networkAdapterId":"0198c0de-0000-7000-8000-000000000005","networkId":"0198c0de-0000-7000-8000-000000000004"}],"keepMacAddresses":true,"knowsSourceRuns":true}""")]
sealed record FailoverOrderWire(bool? Planned, string? RecoveryPointId, IReadOnlyList<NetworkChoiceWire>? Networks, bool? KeepMacAddresses, bool? KnowsSourceRuns);

/// <summary>The network of one adapter.</summary>
/// <param name="NetworkAdapterId">The adapter of the machine.</param>
/// <param name="NetworkId">A network of the target pool.</param>
sealed record NetworkChoiceWire(string? NetworkAdapterId, string? NetworkId);

/// <summary>The start of a copy for a try.</summary>
/// <param name="RecoveryPointId">The point to start from; the newest when absent.</param>
/// <param name="StayMinutes">After how many minutes it is removed; 15 when absent.</param>
[Example("""{"recoveryPointId":"0198c0de-0000-7000-8000-000000000007","stayMinutes":30}""")]
sealed record FailoverTestOrderWire(string? RecoveryPointId, int? StayMinutes);

/// <summary>The rehearsal of a policy.</summary>
/// <param name="TargetMinutes">How many minutes each machine may take; no bound when absent.</param>
[Example("""{"targetMinutes":20}""")]
sealed record RehearsalOrderWire(int? TargetMinutes);
