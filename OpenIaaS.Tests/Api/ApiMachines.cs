using System.Text.Json.Nodes;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Api;

/// <summary>Machines over the API, and what a test must arrange beside it.</summary>
static class ApiMachines
{
    public const string Machines = "/compute/v1/open_iaas/virtual_machines";
    public const string Disks = "/compute/v1/open_iaas/virtual_disks";
    public const string Adapters = "/compute/v1/open_iaas/network_adapters";

    public const long GiB = 1L << 30;

    /// <summary>A machine of the template with one disk and one adapter, powered off.</summary>
    public static Task<string> DeployAsync(this ApiCloud cloud, ProviderClient client, string name) => client.WriteAsync(
        "POST", Machines, new { name, templateId = $"{cloud.World.Debian.Id}", cpu = 2, memory = 4 * GiB, networkAdapters = new[] { new { networkId = "" } } });

    /// <summary>The same with a backup policy and powered on, its tools seen.</summary>
    public static async Task<string> RunningAsync(this ApiCloud cloud, ProviderClient client, string name)
    {
        var machine = await cloud.DeployAsync(client, name);
        await cloud.ProtectAsync(machine);
        await client.WriteAsync("PATCH", $"{Machines}/{machine}/power", new { powerState = "on", hostId = $"{cloud.World.HostsA[0].Id}" });
        await cloud.SeeAsync();
        return machine;
    }

    /// <summary>Gives a machine a backup policy, without which it is not powered on.</summary>
    public static async Task ProtectAsync(this ApiCloud cloud, string machine)
    {
        await using var database = cloud.Host.Database();
        database.Add(new BackupAssignment(cloud.World.Tenant.Id, Id<VirtualMachine>.Parse(machine, null), cloud.World.Daily.Id));
        await database.SaveChangesAsync();
    }

    /// <summary>Systems are up and their tools answer, and the console has noticed.</summary>
    public static async Task SeeAsync(this ApiCloud cloud)
    {
        cloud.Clock.Advance(TimeSpan.FromSeconds(30));
        await cloud.Get<GuestInventoryEngine>().RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An ISO in the catalog of pool A.</summary>
    public static async Task<string> AddImageAsync(this ApiCloud cloud, string name)
    {
        var image = new DiskImage(cloud.Get<IdSource>().Next<DiskImage>(), cloud.World.Tenant.Id, cloud.World.StorageA.Id, name, "", ByteSize.FromMiB(600));
        await using var database = cloud.Host.Database();
        database.Add(image);
        await database.SaveChangesAsync();
        return $"{image.Id}";
    }

    /// <summary>Another block storage of pool A.</summary>
    public static async Task<string> AddStorageAsync(this ApiCloud cloud, string name, long gibibytes = 1024)
    {
        var storage = new StorageRepository(
            cloud.Get<IdSource>().Next<StorageRepository>(), cloud.World.Tenant.Id, cloud.World.PoolA.Id, name, "FLASH - Standard", ByteSize.FromGiB(gibibytes), true, cloud.World.StorageA.Array);
        await using (var database = cloud.Host.Database())
        {
            database.Add(storage);
            await database.SaveChangesAsync();
        }

        await cloud.Get<Fleet>().ImportAsync(new FleetPlan([], [new FleetPlan.Volume(storage.Id, cloud.World.ZoneA.Id, name, storage.ClassName, storage.Array, storage.Capacity)], [], []), TestContext.Current.CancellationToken);
        return $"{storage.Id}";
    }

    public static async Task<ByteSize> UsedAsync(this ApiCloud cloud, Id<StorageRepository> storage)
    {
        await using var database = cloud.Host.Database();
        return Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.AsNoTracking(database.StorageRepositories).Single(row => row.Id == storage).Used;
    }

    public const string Policies = "/backup/v1/open_iaas/policies";

    /// <summary>Where the replication of a machine is read, begun and ended.</summary>
    public static string ReplicationOf(string machine) => $"/compute/v1/open_iaas/replication/virtual_machines/{machine}/configurations";

    /// <summary>What the provider reads of a machine resource: two equal answers make an empty plan.</summary>
    public static async Task<string> ReadWholeAsync(this ProviderClient client, string machine, IEnumerable<string> disks, IEnumerable<string> adapters)
    {
        var whole = new JsonArray { await client.ReadAsync($"{Machines}/{machine}") };
        foreach (var disk in disks) whole.Add((JsonNode?)await client.ReadAsync($"{Disks}/{disk}"));
        foreach (var adapter in adapters) whole.Add((JsonNode?)await client.ReadAsync($"{Adapters}/{adapter}"));
        Assert.All(whole, Assert.NotNull);
        whole.Add((JsonNode)await client.ListAsync($"/tag/v1/tags/resources/{machine}"));
        whole.Add((JsonNode)await client.ListAsync($"{Policies}?virtualMachineId={machine}"));
        whole.Add((JsonNode?)await client.ReadAsync(ReplicationOf(machine)));
        return whole.ToJsonString();
    }

    public static string[] Ids(this JsonArray list) => [.. list.Select(item => (string)item!["id"]!)];
}
