using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.HighAvailability.Failures;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>Failures of pools: listed by tenant and time, and found by the hosts and machines they took along. Nothing refers to the host or the machine, which may be gone.</summary>
sealed class FailureConfiguration :
    IEntityTypeConfiguration<PoolFailure>, IEntityTypeConfiguration<FailedHost>, IEntityTypeConfiguration<LostMachine>, IEntityTypeConfiguration<RestartAttempt>
{
    public void Configure(EntityTypeBuilder<PoolFailure> builder)
    {
        builder.HasIndex(failure => new { failure.TenantId, failure.DetectedAt });
        builder.HasIndex(failure => new { failure.PoolId, failure.DetectedAt });
        builder.HasIndex(failure => failure.DetectedAt);
    }

    public void Configure(EntityTypeBuilder<FailedHost> builder)
    {
        builder.HasKey(host => new { host.FailureId, host.HostId });
        builder.HasIndex(host => new { host.HostId, host.FailedAt });
    }

    public void Configure(EntityTypeBuilder<LostMachine> builder)
    {
        builder.HasKey(machine => new { machine.FailureId, machine.MachineId });
        builder.Ignore(machine => machine.IsSettled).Ignore(machine => machine.BackAfter).Ignore(machine => machine.CameTrue);
        builder.HasIndex(machine => new { machine.MachineId, machine.SettledAt });
        builder.HasIndex(machine => new { machine.FailureId, machine.State });
    }

    public void Configure(EntityTypeBuilder<RestartAttempt> builder) => builder.HasKey(attempt => new { attempt.FailureId, attempt.MachineId, attempt.FirstSequence });
}
