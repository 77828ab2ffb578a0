using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Application.Backup;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Backup;

public sealed class BackupPolicyQueriesTests
{
    static readonly TableQuery First = new(0, 25, null, false);

    [Fact]
    public async Task Row_says_when_a_policy_runs_what_it_keeps_and_how_many_machines_it_covers()
    {
        await using var cloud = await Cloud.CreateAsync();
        await CoverAsync(cloud, "erp", cloud.World.Daily);
        await CoverAsync(cloud, "web", cloud.World.Daily, cloud.World.NoBackup);

        var rows = await ListAsync(cloud, new BackupPolicyFilter());

        Assert.Equal(
            [
                new BackupPolicyRow(cloud.World.Daily.Id, "backup-1d-r7", "AZ05", "0 19 * * *", new BackupRetention(7, 0, 0), 2),
                new BackupPolicyRow(cloud.World.NoBackup.Id, "nobackup", "AZ05", "", new BackupRetention(0, 0, 0), 1),
            ],
            rows);
        Assert.Equal([true, false], rows.Select(row => row.Protects));
    }

    [Fact]
    public async Task Nobackup_counts_as_a_policy_and_not_as_protection()
    {
        await using var cloud = await Cloud.CreateAsync();
        await CoverAsync(cloud, "kept", cloud.World.Daily);
        await CoverAsync(cloud, "both", cloud.World.NoBackup, cloud.World.Daily);
        await CoverAsync(cloud, "bare", cloud.World.NoBackup);
        await CoverAsync(cloud, "none");

        var summary = (await cloud.Get<BackupPolicyQueries>().SummaryAsync(cloud.World.Caller, default)).Value;

        Assert.Equal(new BackupSummary(4, 2, 1, 2), summary);
        Assert.Equal(1, summary.WithoutPolicy);
    }

    [Theory]
    [InlineData("NOBACK", null, "nobackup")]
    [InlineData("az05", null, "backup-1d-r7", "nobackup")]
    [InlineData("az06", null, new string[0])]
    [InlineData(null, true, "backup-1d-r7")]
    [InlineData(null, false, "nobackup")]
    public async Task Search_and_filter_narrow_the_list(string? search, bool? protects, params string[] names)
    {
        await using var cloud = await Cloud.CreateAsync();

        Assert.Equal(names, (await ListAsync(cloud, new BackupPolicyFilter(search, protects))).Select(row => row.Name));
    }

    [Theory]
    [InlineData("name", true, "nobackup")]
    [InlineData("zone", false, "backup-1d-r7")]
    [InlineData("machines", true, "nobackup")]
    [InlineData("protects", false, "nobackup")]
    public async Task Columns_sort(string sort, bool descending, string first)
    {
        await using var cloud = await Cloud.CreateAsync();
        await CoverAsync(cloud, "bare", cloud.World.NoBackup);

        Assert.Equal(first, (await ListAsync(cloud, new BackupPolicyFilter(), First with { Sort = sort, Descending = descending }))[0].Name);
    }

    [Fact]
    public async Task Another_tenant_sees_no_policy_and_no_machine()
    {
        await using var cloud = await Cloud.CreateAsync();
        await CoverAsync(cloud, "erp", cloud.World.Daily);
        var queries = cloud.Get<BackupPolicyQueries>();

        Assert.Equal(0, (await queries.ListAsync(new BackupPolicyFilter(), First, cloud.World.Stranger, default)).Value.Total);
        Assert.Equal(new BackupSummary(0, 0, 0, 0), (await queries.SummaryAsync(cloud.World.Stranger, default)).Value);
        await foreach (var row in queries.StreamAsync(new BackupPolicyFilter(), cloud.World.Stranger, default)) Assert.Fail(row.Name);
    }

    [Fact]
    public async Task Without_the_permission_every_query_refuses()
    {
        await using var cloud = await Cloud.CreateAsync();
        var (queries, nobody) = (cloud.Get<BackupPolicyQueries>(), cloud.World.With(Permission.ComputeRead));

        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await queries.ListAsync(new BackupPolicyFilter(), First, nobody, default)).Problems).Kind);
        Assert.Equal(ProblemKind.Forbidden, Assert.Single((await queries.SummaryAsync(nobody, default)).Problems).Kind);
        await foreach (var row in queries.StreamAsync(new BackupPolicyFilter(), nobody, default)) Assert.Fail(row.Name);
    }

    internal static async Task CoverAsync(Cloud cloud, string name, params BackupPolicy[] policies)
    {
        var (world, ids) = (cloud.World, cloud.Get<IdSource>());
        await using var database = cloud.Database();
        var machine = new VirtualMachine(ids.Next<VirtualMachine>(), world.Tenant.Id, world.PoolA.Id, name, "Debian 12", 2, 1, ByteSize.FromGiB(4), Firmware.Uefi, cloud.Clock.GetUtcNow());
        database.Add(machine);
        foreach (var policy in policies) database.Add(new BackupAssignment(world.Tenant.Id, machine.Id, policy.Id));
        await database.SaveChangesAsync();
    }

    static async Task<IReadOnlyList<BackupPolicyRow>> ListAsync(Cloud cloud, BackupPolicyFilter filter, TableQuery? page = null) =>
        (await cloud.Get<BackupPolicyQueries>().ListAsync(filter, page ?? First, cloud.World.Caller, default)).Value.Rows;
}
