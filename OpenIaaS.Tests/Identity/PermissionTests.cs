using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>The permission is checked in the use case, not in the button: whoever calls a command without it is refused and changes nothing.</summary>
public sealed class PermissionTests
{
    /// <summary>What each command needs: a command that asks for another one, or a new one without a line here, fails.</summary>
    static readonly Dictionary<string, string> Needed = new()
    {
        ["CreateNetworks"] = Permission.NetworkWrite, ["PropagateNetwork"] = Permission.NetworkWrite, ["WithdrawNetwork"] = Permission.NetworkWrite, ["DeactivateNetwork"] = Permission.NetworkWrite, ["ReactivateNetwork"] = Permission.NetworkWrite,
        ["ShareNetwork"] = Permission.NetworkWrite, ["SetDiskBackup"] = Permission.BackupWrite,
        ["CreateStaticAddress"] = Permission.NetworkWrite, ["UpdateStaticAddress"] = Permission.NetworkWrite, ["DeleteStaticAddress"] = Permission.NetworkWrite,
        ["AttachDisk"] = Permission.ComputeManagement, ["ConnectDisk"] = Permission.ComputeManagement, ["CreateDisk"] = Permission.ComputeManagement, ["DeleteDisk"] = Permission.ComputeManagement, ["GrowDisk"] = Permission.ComputeManagement, ["DetachDisk"] = Permission.ComputeManagement,
        ["MountImage"] = Permission.ComputeManagement, ["EjectImage"] = Permission.ComputeManagement, ["CreateAdapter"] = Permission.ComputeManagement, ["UpdateAdapter"] = Permission.ComputeManagement, ["ConnectAdapter"] = Permission.ComputeManagement, ["DisconnectAdapter"] = Permission.ComputeManagement, ["DeleteAdapter"] = Permission.ComputeManagement,
        ["DisconnectDisk"] = Permission.ComputeManagement, ["MoveDisk"] = Permission.ComputeManagement, ["MoveDisks"] = Permission.ComputeManagement, ["RelocateVirtualMachine"] = Permission.ComputeManagement, ["RenameDisk"] = Permission.ComputeManagement, ["AssignBackupPolicy"] = Permission.BackupWrite, ["SetBackupPolicies"] = Permission.BackupWrite, ["AssociateReplication"] = Permission.ComputeManagement, ["CreateReplicationPolicy"] = Permission.ComputeManagement, ["UpdateReplicationPolicy"] = Permission.ComputeManagement,
        ["CreateVirtualMachine"] = Permission.ComputeManagement, ["DeleteReplicationPolicy"] = Permission.ComputeManagement, ["DeleteScenario"] = Permission.Lab, ["DeleteSnapshot"] = Permission.ComputeManagement, ["TakeSnapshot"] = Permission.ComputeManagement, ["CloneVirtualMachine"] = Permission.ComputeManagement, ["ConvertToTemplate"] = Permission.ComputeManagement, ["UpdateSnapshot"] = Permission.ComputeManagement, ["RevertToSnapshot"] = Permission.ComputeManagement, ["DeleteVirtualMachine"] = Permission.ComputeManagement,
        ["DissociateReplication"] = Permission.ComputeManagement, ["EnterMaintenance"] = Permission.InfrastructureWrite, ["FailBlade"] = Permission.Lab, ["FailHost"] = Permission.InfrastructureWrite, ["FailPart"] = Permission.Lab,
        ["FileBackupPolicyRequest"] = Permission.SupportWrite, ["FileTicket"] = Permission.SupportWrite, ["LeaveMaintenance"] = Permission.InfrastructureWrite, ["MigrateVirtualMachine"] = Permission.ComputeManagement, ["RecoverVirtualMachine"] = Permission.VirtualMachinePower,
        ["RemoveBackupPolicy"] = Permission.BackupWrite, ["RepairBlade"] = Permission.Lab, ["RepairPart"] = Permission.Lab, ["RestartVirtualMachine"] = Permission.VirtualMachinePower, ["SaveScenario"] = Permission.Lab,
        ["BeginUpload"] = Permission.ComputeManagement, ["CompleteUpload"] = Permission.ComputeManagement, ["AbandonUpload"] = Permission.ComputeManagement, ["PublishImage"] = Permission.ComputeManagement, ["DeleteImage"] = Permission.ComputeManagement, ["SetDiskImageSystem"] = Permission.ComputeManagement, ["DeleteTemplate"] = Permission.ComputeManagement,
        ["OpenMachineConsole"] = Permission.ConsoleAccess, ["AddToCatalog"] = Permission.ComputeManagement,
        ["ReturnHost"] = Permission.InfrastructureWrite, ["SetMachineHighAvailability"] = Permission.ComputeManagement,
        ["SetPoolHighAvailability"] = Permission.InfrastructureWrite, ["SetVirtualMachineSettings"] = Permission.ComputeManagement, ["SetVirtualMachineTags"] = Permission.TagWrite,
        ["SaveView"] = Permission.ComputeRead, ["UpdateView"] = Permission.ComputeRead, ["DeleteView"] = Permission.ComputeRead,
        ["TagVirtualMachines"] = Permission.TagWrite, ["UntagVirtualMachine"] = Permission.TagWrite,
        ["MoveReplica"] = Permission.ComputeManagement, ["FailOverMachine"] = Permission.ReplicationRecover, ["TestFailover"] = Permission.ReplicationRecover, ["CleanUpTest"] = Permission.ReplicationRecover,
        ["FailBackMachine"] = Permission.ReplicationRecover, ["KeepCopy"] = Permission.ReplicationRecover, ["RehearsePolicy"] = Permission.ReplicationRecover,
        ["CreateAccessToken"] = Permission.IamOfflineAccess, ["DeleteAccessToken"] = Permission.IamOfflineAccess,
        ["StartVirtualMachine"] = Permission.VirtualMachinePower, ["StopVirtualMachine"] = Permission.VirtualMachinePower, ["UpdateVirtualMachine"] = Permission.ComputeManagement,
    };

    public static TheoryData<string> Commands => [.. UseCases.Commands.Select(command => command.Name)];

    public static TheoryData<string> Queries => [.. UseCases.Queries.Select(UseCases.NameOf)];

    /// <summary>Queries that answer anybody of the tenant: who they are, and what they asked for themselves.</summary>
    static readonly string[] ForEverybody =
    [
        "ProfileQueries.FindAsync", "ActivityQueries.OwnAsync", "VirtualMachineDetailQueries.FollowAsync", "TicketQueries.WaitingAsync", "TicketQueries.NumberAsync by Activity",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_without_its_permission_is_refused_and_changes_nothing(string name)
    {
        await using var cloud = await Cloud.CreateAsync();
        var before = await UseCases.FingerprintAsync(cloud);
        var command = UseCases.Commands.Single(type => type.Name == name);

        Assert.True(Needed.TryGetValue(name, out var needed), $"{name} has no line in the matrix.");
        var others = Permission.All.Where(permission => permission != needed).ToArray();

        var answer = UseCases.ResultOf(await UseCases.CallAsync(cloud, UseCases.SubmitOf(command), cloud.World.With(others), new Arguments(Objects(cloud, null), true)));

        Assert.Equal(ProblemKind.Forbidden, Assert.Single(answer.Problems).Kind);
        Assert.Equal(before, await UseCases.FingerprintAsync(cloud));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Query_without_its_permission_shows_nothing_of_the_tenant(string name)
    {
        if (ForEverybody.Contains(name)) return;
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily);

        var query = UseCases.Queries.Single(query => UseCases.NameOf(query) == name);
        foreach (var narrow in new[] { false, true })
            ShowsNothing(cloud, await UseCases.TextAsync(await UseCases.CallAsync(cloud, query, cloud.World.With(), new Arguments(Objects(cloud, machine), narrow))));
    }

    [Fact]
    public async Task Command_with_every_permission_is_not_refused_for_one()
    {
        await using var cloud = await Cloud.CreateAsync();
        foreach (var command in UseCases.Commands)
        {
            var answer = UseCases.ResultOf(await UseCases.CallAsync(cloud, UseCases.SubmitOf(command), cloud.World.Caller, new Arguments(Objects(cloud, null), true)));
            Assert.DoesNotContain(answer.Problems, problem => problem.Kind == ProblemKind.Forbidden);
        }
    }

    [Fact]
    public async Task Where_the_lab_is_shut_nobody_may_break_hardware()
    {
        await using var open = await Cloud.CreateAsync();
        await using var shut = await Cloud.CreateAsync(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, new LabDoor(false)));

        Assert.True((await open.Get<CallerFactory>().FindAsync(open.World.Operator.Id, open.World.Tenant.Id, default))!.May(Permission.Lab));
        Assert.False((await shut.Get<CallerFactory>().FindAsync(shut.World.Operator.Id, shut.World.Tenant.Id, default))!.May(Permission.Lab));
        Assert.True((await shut.Get<CallerFactory>().FindAsync(shut.World.Operator.Id, shut.World.Tenant.Id, default))!.May(Permission.ComputeRead));
    }

    /// <summary>What the tenant has, by kind.</summary>
    internal static Dictionary<Type, Guid> Objects(Cloud cloud, VirtualMachine? machine)
    {
        var world = cloud.World;
        Dictionary<Type, Guid> objects = new()
        {
            [typeof(Pool)] = world.PoolA.Id.Value, [typeof(Host)] = world.HostsA[0].Id.Value, [typeof(Domain.Storage.StorageRepository)] = world.StorageA.Id.Value,
            [typeof(Domain.Network.VirtualNetwork)] = world.NetworkA.Id.Value, [typeof(Domain.Catalog.Template)] = world.Debian.Id.Value, [typeof(Domain.Backup.BackupPolicy)] = world.Daily.Id.Value,
            [typeof(Tenant)] = world.Tenant.Id.Value, [typeof(Snapshot)] = new Guid("019b0000-0000-7000-8000-00000000abcd"), [typeof(HardwarePart)] = PartList.IdOf(world.ZoneA.Id, "UCS 1", world.HostsA[0].Chassis).Value,
        };
        if (machine is not null) objects[typeof(VirtualMachine)] = machine.Id.Value;
        return objects;
    }

    static void ShowsNothing(Cloud cloud, string text)
    {
        string[] words =
        [
            "erp-db-01", "clu001-az05", "clu001-az06", "sr-az05-std-01", "sr-az06-std-01", "hb-az05", "debian-12-base", "backup-1d-r7", "prod-20",
            $"{cloud.World.PoolA.Id}", $"{cloud.World.StorageA.Id}", $"{cloud.World.Debian.Id}",
        ];
        foreach (var word in words) Assert.DoesNotContain(word, text, StringComparison.Ordinal);
    }
}
