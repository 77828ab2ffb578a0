using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Tests.Compute;

public sealed class CloudInitTextTests
{
    const string Config = "#cloud-config\nhostname: web-01\nusers:\n  - name: maya\n    ssh_authorized_keys: [ssh-ed25519 AAAA]\n";

    [Theory]
    [InlineData(Config, "")]
    [InlineData("#cloud-config \r\npackages: [nginx]", "")]
    [InlineData(Config, "version: 2\nethernets:\n  eth0: {dhcp4: true}\n")]
    [InlineData(Config, "network:\n  version: 2\n  ethernets:\n    eth0:\n      addresses: [10.0.0.5/24]\n")]
    [InlineData("#cloud-config\nbase: &b {a: 1}\nother: *b", "")]
    public void Texts_a_guest_can_read_pass(string config, string network) => Assert.True(CloudInitText.Check(new CloudInit(config, network)).Ok);

    [Theory]
    [InlineData("hostname: web-01", "", "cloud-init.header")]
    [InlineData("#!/bin/sh\necho", "", "cloud-init.header")]
    [InlineData("#cloud-config\n", "", "cloud-init.empty")]
    [InlineData("#cloud-config\n- a\n- b", "", "cloud-init.not-keys")]
    [InlineData("#cloud-config\njust text", "", "cloud-init.not-keys")]
    [InlineData("#cloud-config\na: 1\n---\nb: 2", "", "cloud-init.not-keys")]
    [InlineData("#cloud-config\nusers: [a", "", "cloud-init.yaml")]
    [InlineData(Config, "ethernets: {eth0: {dhcp4: true}}", "cloud-init.netplan")]
    [InlineData(Config, "version: 1", "cloud-init.netplan")]
    [InlineData(Config, "other:\n  version: 2", "cloud-init.netplan")]
    [InlineData(Config, "{{", "cloud-init.yaml")]
    public void Texts_a_guest_cannot_read_are_refused(string config, string network, string code) =>
        Assert.Equal(code, Assert.Single(CloudInitText.Check(new CloudInit(config, network)).Problems).Code);

    [Fact]
    public void The_place_of_a_mistake_is_named()
    {
        var problem = Assert.Single(CloudInitText.Check(new CloudInit("#cloud-config\na: b\nc: [", "")).Problems);

        Assert.Contains("line ", problem.Message, StringComparison.Ordinal);
        Assert.Equal("CloudInit.CloudConfig", problem.Field);
    }

    [Fact]
    public void Nesting_without_end_is_refused_instead_of_followed()
    {
        var problem = Assert.Single(CloudInitText.Check(new CloudInit("#cloud-config\na: " + new string('[', 30_000), "")).Problems);

        Assert.Equal("cloud-init.too-deep", problem.Code);
    }

    [Fact]
    public void Root_keys_name_what_a_config_is_about() => Assert.Equal(["hostname", "users"], CloudInitText.RootKeys(Config));

    [Fact]
    public void Nothing_asked_for_is_no_problem() => Assert.True(CloudInitText.Check(null).Ok);
}
