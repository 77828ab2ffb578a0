using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Identity;

/// <summary>What one tenant owns is not found by another: in every command and every query there is, and in those that will come.</summary>
public sealed class TenantWallTests
{
    /// <summary>Commands that name no object: a stranger files in the stranger's own tenant.</summary>
    static readonly string[] NameNothing = ["FileTicket", "FileBackupPolicyRequest"];

    public static TheoryData<string> Commands => [.. UseCases.Commands.Select(command => command.Name).Except(NameNothing)];

    public static TheoryData<string> Queries => PermissionTests.Queries;

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_of_a_stranger_finds_nothing_and_changes_nothing(string name)
    {
        await using var cloud = await Cloud.CreateAsync();
        var objects = await ArrangeAsync(cloud);
        var before = await UseCases.FingerprintAsync(cloud);
        var command = UseCases.Commands.Single(type => type.Name == name);

        var answer = UseCases.ResultOf(await UseCases.CallAsync(cloud, UseCases.SubmitOf(command), cloud.World.Stranger, objects));

        Assert.Contains(answer.Problems, problem => problem.Kind == ProblemKind.NotFound);
        Assert.Equal(before, await UseCases.FingerprintAsync(cloud));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Query_of_a_stranger_shows_nothing(string name)
    {
        await using var cloud = await Cloud.CreateAsync();
        var objects = await ArrangeAsync(cloud);
        foreach (var query in UseCases.Queries.Where(query => PermissionTests.NameOf(query) == name))
            ShowsNothing(cloud, await UseCases.TextAsync(await UseCases.CallAsync(cloud, query, cloud.World.Stranger, objects)));
    }

    [Fact]
    public async Task Query_of_the_tenant_shows_what_the_wall_hides()
    {
        await using var cloud = await Cloud.CreateAsync();
        var objects = await ArrangeAsync(cloud);
        List<string> shown = [];
        foreach (var query in UseCases.Queries)
        {
            var text = await UseCases.TextAsync(await UseCases.CallAsync(cloud, query, cloud.World.Caller, objects));
            if (Words(cloud).Any(word => text.Contains(word, StringComparison.Ordinal))) shown.Add(PermissionTests.NameOf(query));
        }

        Assert.True(shown.Count > 20, $"Only these show something that the wall could hide: {string.Join(", ", shown)}");
    }

    internal static void ShowsNothing(Cloud cloud, string text)
    {
        foreach (var word in Words(cloud)) Assert.DoesNotContain(word, text, StringComparison.Ordinal);
    }

    static IEnumerable<string> Words(Cloud cloud) =>
    [
        "erp-db-01", "clu001-az05", "clu001-az06", "sr-az05-std-01", "sr-az06-std-01", "hb-az05", "debian-12-base", "backup-1d-r7", "prod-20", "Why is it slow?", "erp-15min", "debian-12.iso",
        cloud.World.PoolA.Id.ToString(), cloud.World.StorageA.Id.ToString(), cloud.World.Debian.Id.ToString(),
    ];

    /// <summary>One of everything in the tenant.</summary>
    static async Task<Dictionary<Type, Guid>> ArrangeAsync(Cloud cloud)
    {
        var machine = await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily);
        await DeleteVirtualMachineTests.ReplicateAsync(cloud, machine);
        Assert.True((await cloud.Get<FileTicket>().SubmitAsync(new FileTicket.Input("Why is it slow?", "It is slow."), cloud.World.Caller, default)).Ok);
        var objects = PermissionTests.Objects(cloud, machine);
        await using var database = cloud.Database();
        var image = new DiskImage(cloud.Get<IdSource>().Next<DiskImage>(), cloud.World.Tenant.Id, cloud.World.StorageA.Id, "debian-12.iso", "", ByteSize.FromMiB(600));
        database.Add(image);
        await database.SaveChangesAsync();
        objects[typeof(DiskImage)] = image.Id.Value;
        objects[typeof(Replica)] = (await database.Replicas.FirstAsync()).Id.Value;
        objects[typeof(ReplicationPolicy)] = (await database.ReplicationPolicies.FirstAsync()).Id.Value;
        objects[typeof(Domain.Activities.Activity)] = (await database.Activities.FirstAsync()).Id.Value;
        return objects;
    }
}
