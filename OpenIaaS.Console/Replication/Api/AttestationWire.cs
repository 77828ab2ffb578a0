using OpenIaaS.Console.Replication.Ledger;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>What was kept of each promise in a month.</summary>
/// <param name="Month">The month, as 2026-11.</param>
/// <param name="From">Where it begins, UTC.</param>
/// <param name="Until">Where it ends, UTC: with the month, or with yesterday while the month goes on.</param>
/// <param name="Policy">The policy it is limited to; absent for all.</param>
/// <param name="MadeBy">Who asked for it.</param>
/// <param name="Digest">SHA-256 of the CSV file, in hexadecimal.</param>
sealed record AttestationWire(
    string Month, DateTimeOffset From, DateTimeOffset Until, string Organization, string Tenant, string? Policy, string MadeBy, DateTimeOffset MadeAt, string Digest, LedgerTimeWire Total,
    AttestationWire.MachinePart[] Machines, BreachWire[] Breaches)
{
    public static AttestationWire Of(AttestationDocument document)
    {
        var made = document.Attestation;
        return new(
            $"{made.Month:yyyy-MM}", made.From, made.Until, made.Organization, made.Tenant, made.Policy, made.MadeBy, made.MadeAt, document.Digest, LedgerTimeWire.Of(made.Total),
            [.. made.Machines.Select(machine => MachinePart.Of(made, machine))], [.. made.Breaches.Select(BreachWire.Of)]);
    }

    /// <summary>One machine.</summary>
    /// <param name="IntervalsSeconds">What was promised, the last one last.</param>
    /// <param name="NotCountedSeconds">Before the activation, after the removal, and while its copy ran.</param>
    /// <param name="RemovedAt">When its replica was removed, UTC; absent while there is one.</param>
    public sealed record MachinePart(
        string ReplicaId, string VirtualMachineId, string VirtualMachine, string PolicyId, string Policy, long[] IntervalsSeconds, LedgerTimeWire Time, long NotCountedSeconds, int Breaches, DateTimeOffset? RemovedAt)
    {
        public static MachinePart Of(Attestation made, AttestedMachine row) => new(
            $"{row.Replica}", $"{row.MachineId}", row.Machine, $"{row.PolicyId}", row.Policy, [.. row.Promises.Select(promise => (long)promise.Interval.Every.TotalSeconds)],
            LedgerTimeWire.Of(row.Time), LedgerTimeWire.Seconds(made.Length - row.Time.Counted), row.Breaches, row.RemovedAt);
    }
}
