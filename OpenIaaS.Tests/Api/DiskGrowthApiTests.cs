using System.Net;
using static OpenIaaS.Tests.Api.ApiMachines;

namespace OpenIaaS.Tests.Api;

public sealed class DiskGrowthApiTests
{
    [Fact]
    public async Task Name_and_larger_size_are_one_activity_where_the_installation_lets_disks_grow()
    {
        await using var cloud = new ApiCloud(("OpenIaaS:Api:AllowDiskGrowth", "true"));
        await cloud.InitializeAsync();
        var client = await cloud.ClientAsync();
        var machine = await cloud.DeployAsync(client, "grow-01");
        var disk = (await client.ListAsync($"{Disks}?virtualMachineId={machine}")).Ids()[0];
        client.Sent.Clear();
        await client.WriteAsync("PATCH", $"{Disks}/{disk}", new { name = "grown", size = 32 * GiB });
        Assert.Single(client.Sent, call => call.StartsWith("PATCH", StringComparison.Ordinal));
        var read = (await client.ReadAsync($"{Disks}/{disk}"))!;
        Assert.Equal(("grown", 32 * GiB), ((string)read["name"]!, (long)read["size"]!));
        var refused = await client.RefusedAsync(HttpStatusCode.BadRequest, "PATCH", $"{Disks}/{disk}", new { name = "small", size = 8 * GiB });
        Assert.Contains("cannot be made smaller", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Equal("size", (string)refused["problems"]![0]!["field"]!);
        Assert.Equal(read.ToJsonString(), (await client.ReadAsync($"{Disks}/{disk}"))!.ToJsonString());
    }
}
