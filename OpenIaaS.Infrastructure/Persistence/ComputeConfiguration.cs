using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Persistence;

sealed class VirtualMachineConfiguration : IEntityTypeConfiguration<VirtualMachine>
{
    public void Configure(EntityTypeBuilder<VirtualMachine> builder)
    {
        builder.ComplexProperty(machine => machine.Tools);
        builder.HasIndex(machine => new { machine.TenantId, machine.NameKey });
        // Answers the counts in the head of the list without touching a row.
        builder.HasIndex(machine => new { machine.TenantId, machine.Power, machine.Pending });
        builder.HasIndex(machine => machine.PoolId);
        builder.HasIndex(machine => machine.HostId);
        // What engines look for every second is rare: each finds it in an index of nothing else.
        builder.HasIndex(machine => machine.Power, "IX_VirtualMachines_Silent").HasFilter("NOT (\"Tools_ManagementAgent\")");
        builder.HasIndex(machine => machine.PoolId, "IX_VirtualMachines_Lost").HasFilter("\"LostAt\" IS NOT NULL");
    }
}

sealed class HostConfiguration : IEntityTypeConfiguration<Host>
{
    public void Configure(EntityTypeBuilder<Host> builder)
    {
        builder.Ignore(host => host.Class).Ignore(host => host.MemoryForMachines).Ignore(host => host.FailureCause).Ignore(host => host.DownSince);
        builder.HasIndex(host => host.PoolId);
    }
}

sealed class PoolConfiguration : IEntityTypeConfiguration<Pool>
{
    public void Configure(EntityTypeBuilder<Pool> builder) => builder.HasIndex(pool => pool.TenantId);
}

sealed class StorageRepositoryConfiguration : IEntityTypeConfiguration<StorageRepository>
{
    public void Configure(EntityTypeBuilder<StorageRepository> builder)
    {
        builder.Ignore(storage => storage.Class).Ignore(storage => storage.Free);
        builder.HasIndex(storage => storage.TenantId);
        builder.HasIndex(storage => storage.PoolId);
    }
}

sealed class VirtualDiskConfiguration : IEntityTypeConfiguration<VirtualDisk>
{
    public void Configure(EntityTypeBuilder<VirtualDisk> builder)
    {
        builder.HasIndex(disk => disk.MachineId);
        builder.HasIndex(disk => disk.StorageRepositoryId);
        // Answers a search for a name without touching a row.
        builder.HasIndex(disk => new { disk.TenantId, disk.Name });
        builder.HasIndex(disk => new { disk.TenantId, disk.StorageRepositoryId });
    }
}

sealed class VirtualNetworkConfiguration : IEntityTypeConfiguration<VirtualNetwork>
{
    public void Configure(EntityTypeBuilder<VirtualNetwork> builder) => builder.HasIndex(network => network.PoolId);
}

sealed class NetworkAdapterConfiguration : IEntityTypeConfiguration<NetworkAdapter>
{
    public void Configure(EntityTypeBuilder<NetworkAdapter> builder)
    {
        // Each answers by itself what the list of machines searches, sorts and counts by: no row is touched.
        builder.HasIndex(adapter => new { adapter.MachineId, adapter.Position, adapter.Address });
        builder.HasIndex(adapter => new { adapter.TenantId, adapter.MacAddress, adapter.MachineId });
        builder.HasIndex(adapter => new { adapter.TenantId, adapter.Address, adapter.MachineId });
    }
}

sealed class SnapshotConfiguration : IEntityTypeConfiguration<Snapshot>
{
    public void Configure(EntityTypeBuilder<Snapshot> builder) => builder.HasIndex(snapshot => snapshot.MachineId);
}

sealed class SnapshotDiskConfiguration : IEntityTypeConfiguration<SnapshotDisk>
{
    public void Configure(EntityTypeBuilder<SnapshotDisk> builder)
    {
        builder.HasKey(disk => new { disk.SnapshotId, disk.DiskId });
        builder.HasIndex(disk => disk.MachineId);
        builder.HasIndex(disk => disk.StorageRepositoryId);
        builder.HasIndex(disk => disk.ExpectedAt);
    }
}

sealed class OutageConfiguration : IEntityTypeConfiguration<Outage>
{
    public void Configure(EntityTypeBuilder<Outage> builder)
    {
        builder.HasKey(outage => new { outage.SubjectId, outage.Scope, outage.From });
        // Those of a month.
        builder.HasIndex(outage => new { outage.TenantId, outage.Until });
    }
}

sealed class SpaceSampleConfiguration : IEntityTypeConfiguration<SpaceSample>
{
    public void Configure(EntityTypeBuilder<SpaceSample> builder) => builder.HasKey(sample => new { sample.StorageRepositoryId, sample.At });
}
