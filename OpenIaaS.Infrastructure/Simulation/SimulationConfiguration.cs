using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>The simulator's own tables; nothing outside this folder touches them.</summary>
sealed class SimulationConfiguration :
    IEntityTypeConfiguration<SimulatedSite>, IEntityTypeConfiguration<SimulatedHost>, IEntityTypeConfiguration<SimulatedMachine>,
    IEntityTypeConfiguration<SimulatedVolume>, IEntityTypeConfiguration<SimulatedLink>, IEntityTypeConfiguration<SimulatedTask>,
    IEntityTypeConfiguration<SimulatedFault>, IEntityTypeConfiguration<SimulatedPart>, IEntityTypeConfiguration<SimulatedStay>,
    IEntityTypeConfiguration<SimulatedVhd>, IEntityTypeConfiguration<SimulatedLooseDisk>
{
    public void Configure(EntityTypeBuilder<SimulatedSite> builder)
    {
        builder.ToTable("SimulatedSites").Property(site => site.Id).ValueGeneratedNever();
        builder.HasData(new SimulatedSite());
    }

    public void Configure(EntityTypeBuilder<SimulatedHost> builder)
    {
        builder.ToTable("SimulatedHosts").Ignore(host => host.Key).Ignore(host => host.IsBroken).Ignore(host => host.Gigabits).Ignore(host => host.FenceCause);
        builder.HasIndex(host => host.PoolId);
    }

    public void Configure(EntityTypeBuilder<SimulatedMachine> builder)
    {
        builder.ToTable("SimulatedMachines").Ignore(machine => machine.Disks).Ignore(machine => machine.PluggedDisks).Ignore(machine => machine.ConfigDrive);
        builder.HasIndex(machine => machine.HostId);
        builder.HasIndex(machine => machine.MigratesToId);
        builder.HasIndex(machine => machine.PoolId);
    }

    public void Configure(EntityTypeBuilder<SimulatedVolume> builder) =>
        builder.ToTable("SimulatedVolumes").Ignore(volume => volume.Free).Ignore(volume => volume.Unreachable).Ignore(volume => volume.Delay);

    public void Configure(EntityTypeBuilder<SimulatedLink> builder) => builder.ToTable("SimulatedLinks");

    public void Configure(EntityTypeBuilder<SimulatedTask> builder)
    {
        builder.ToTable("SimulatedTasks").HasKey(task => task.Key);
        builder.Property(task => task.Key).HasMaxLength(200);
        builder.HasIndex(task => new { task.Settled, task.EndsAt });
        builder.HasIndex(task => new { task.Work, task.EndsAt });
        builder.HasIndex(task => new { task.HostId, task.EndsAt });
        builder.HasIndex(task => new { task.TargetHostId, task.EndsAt }).HasFilter("\"TargetHostId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<SimulatedPart> builder)
    {
        builder.ToTable("SimulatedParts").Ignore(part => part.IsBroken).Ignore(part => part.TakesSpare).Ignore(part => part.IsHalved);
        builder.HasIndex(part => new { part.ZoneId, part.Group });
    }

    public void Configure(EntityTypeBuilder<SimulatedStay> builder)
    {
        builder.ToTable("SimulatedStays").HasIndex(stay => new { stay.PoolId, stay.Until });
        builder.HasIndex(stay => new { stay.HostId, stay.Until });
        builder.HasIndex(stay => new { stay.MachineId, stay.Until });
    }

    public void Configure(EntityTypeBuilder<SimulatedVhd> builder)
    {
        builder.ToTable("SimulatedVhds").Ignore(vhd => vhd.CoalesceKey).HasKey(vhd => new { vhd.SnapshotId, vhd.DiskId });
        builder.HasIndex(vhd => vhd.MachineId);
    }

    public void Configure(EntityTypeBuilder<SimulatedLooseDisk> builder) => builder.ToTable("SimulatedLooseDisks");

    public void Configure(EntityTypeBuilder<SimulatedFault> builder) => builder.ToTable("SimulatedFaults");
}
