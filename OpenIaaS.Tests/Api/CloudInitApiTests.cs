using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using static OpenIaaS.Tests.Api.ApiMachines;

namespace OpenIaaS.Tests.Api;

/// <summary>Cloud-init of a new machine: plain or in base64, by the rules of the page.</summary>
public sealed class CloudInitApiTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cloud_config_reaches_the_machine_as_it_was_meant(bool encoded)
    {
        var client = await cloud.ClientAsync();
        const string Text = "#cloud-config\nhostname: named-by-cloud-init\n";
        var machine = await client.WriteAsync("POST", Machines, Asked(new { cloudConfig = encoded ? Encoded(Text) : Text, networkConfig = encoded ? Encoded("version: 2\n") : "version: 2\n" }));
        await using var database = cloud.Host.Database();
        var id = Id<VirtualMachine>.Parse(machine, null);
        Assert.Equal(ConfigDrive.Kept, (await database.VirtualMachines.SingleAsync(row => row.Id == id)).ConfigDrive);
        var input = (await database.Activities.SingleAsync(activity => activity.TargetId == id.Value)).Input;
        Assert.Contains("named-by-cloud-init", input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_cloud_config_it_is_refused_by_a_sentence()
    {
        var client = await cloud.ClientAsync();
        foreach (var cloudInit in new object[] { new { }, new { networkConfig = "version: 2" }, new { cloudConfig = "" } })
        {
            var refused = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Machines, Asked(cloudInit));
            Assert.Equal("When cloudInit is provided, cloudConfig is required.", (string)refused["detail"]!);
            Assert.Equal("cloudInit.cloudConfig", (string)refused["problems"]![0]!["field"]!);
        }
    }

    [Theory]
    [InlineData("#cloud-config\nhostname: [\n")]
    [InlineData("hostname: without-its-first-line\n")]
    public async Task What_the_page_refuses_is_refused_in_base64_too(string text)
    {
        var client = await cloud.ClientAsync();
        foreach (var given in new[] { text, Encoded(text) })
            Assert.Equal("cloudInit.cloudConfig", (string)(await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", Machines, Asked(new { cloudConfig = given })))["problems"]![0]!["field"]!);
    }

    object Asked(object cloudInit) => new { name = "init-01", templateId = $"{cloud.World.Debian.Id}", cpu = 1, memory = 2 * GiB, cloudInit };

    static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
