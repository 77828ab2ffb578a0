using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Domain.Replication.Ledger;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>
/// The one model. A context lives for one call and comes from <see cref="IDbContextFactory{ConsoleDbContext}"/>; it is never kept in a field.
/// Its two children only say which database it is and own that database's migrations.
/// </summary>
public abstract class ConsoleDbContext(DbContextOptions options) : IdentityUserContext<User, Guid>(options)
{
    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<Tenant> Tenants => Set<Tenant>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();
    public DbSet<StoredKey> StoredKeys => Set<StoredKey>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<Region> Regions => Set<Region>();
    public DbSet<AvailabilityZone> AvailabilityZones => Set<AvailabilityZone>();
    public DbSet<ZoneLink> ZoneLinks => Set<ZoneLink>();
    public DbSet<Pool> Pools => Set<Pool>();
    public DbSet<Host> Hosts => Set<Host>();
    public DbSet<Outage> Outages => Set<Outage>();
    public DbSet<PoolFailure> PoolFailures => Set<PoolFailure>();
    public DbSet<FailedHost> FailedHosts => Set<FailedHost>();
    public DbSet<LostMachine> LostMachines => Set<LostMachine>();
    public DbSet<RestartAttempt> RestartAttempts => Set<RestartAttempt>();
    public DbSet<VirtualMachine> VirtualMachines => Set<VirtualMachine>();
    public DbSet<Snapshot> Snapshots => Set<Snapshot>();
    public DbSet<SnapshotDisk> SnapshotDisks => Set<SnapshotDisk>();
    public DbSet<StorageRepository> StorageRepositories => Set<StorageRepository>();
    public DbSet<SpaceSample> SpaceSamples => Set<SpaceSample>();
    public DbSet<VirtualDisk> VirtualDisks => Set<VirtualDisk>();
    public DbSet<VirtualNetwork> VirtualNetworks => Set<VirtualNetwork>();
    public DbSet<BackboneNetwork> BackboneNetworks => Set<BackboneNetwork>();
    public DbSet<Propagation> Propagations => Set<Propagation>();
    public DbSet<NetworkShare> NetworkShares => Set<NetworkShare>();
    public DbSet<Vpc> Vpcs => Set<Vpc>();
    public DbSet<PrivateNetwork> PrivateNetworks => Set<PrivateNetwork>();
    public DbSet<StaticAddress> StaticAddresses => Set<StaticAddress>();
    public DbSet<NetworkAdapter> NetworkAdapters => Set<NetworkAdapter>();
    public DbSet<Template> Templates => Set<Template>();
    public DbSet<DiskImage> DiskImages => Set<DiskImage>();
    public DbSet<Upload> Uploads => Set<Upload>();
    public DbSet<ReplicationPolicy> ReplicationPolicies => Set<ReplicationPolicy>();
    public DbSet<Replica> Replicas => Set<Replica>();
    public DbSet<ReplicationRun> ReplicationRuns => Set<ReplicationRun>();
    public DbSet<SpaceReturn> SpaceReturns => Set<SpaceReturn>();
    public DbSet<SkippedTicks> SkippedTicks => Set<SkippedTicks>();
    public DbSet<ReplicationSuspension> ReplicationSuspensions => Set<ReplicationSuspension>();
    public DbSet<Failover> Failovers => Set<Failover>();
    public DbSet<Rehearsal> Rehearsals => Set<Rehearsal>();
    public DbSet<RehearsedMachine> RehearsedMachines => Set<RehearsedMachine>();
    public DbSet<ReplicaDay> ReplicaDays => Set<ReplicaDay>();
    public DbSet<PromiseBreach> PromiseBreaches => Set<PromiseBreach>();
    public DbSet<IntervalChange> IntervalChanges => Set<IntervalChange>();
    public DbSet<FormerReplica> FormerReplicas => Set<FormerReplica>();
    public DbSet<RecoveryPoint> RecoveryPoints => Set<RecoveryPoint>();
    public DbSet<BackupPolicy> BackupPolicies => Set<BackupPolicy>();
    public DbSet<BackupAssignment> BackupAssignments => Set<BackupAssignment>();
    public DbSet<MachineBackup> MachineBackups => Set<MachineBackup>();
    public DbSet<SavedScenario> SavedScenarios => Set<SavedScenario>();
    public DbSet<Ticket> Tickets => Set<Ticket>();
    public DbSet<Activity> Activities => Set<Activity>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ConsoleDbContext).Assembly);
        Conventions.Finish(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Begin(configurationBuilder);
}
