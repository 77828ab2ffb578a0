using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>Tags as texts on a page and as keys and values over the API: one rule.</summary>
public sealed class MachineTagTests
{
    [Theory]
    [InlineData("critical", "critical", "")]
    [InlineData("env=prod", "env", "prod")]
    [InlineData("formula=a=b", "formula", "a=b")]
    [InlineData("env=", "env", "")]
    public void Text_is_read_as_key_and_value(string text, string key, string value) => Assert.Equal(new MachineTag(key, value), MachineTag.Read(text));

    [Theory]
    [InlineData("critical", "")]
    [InlineData("env", "prod")]
    [InlineData("formula", "a=b=")]
    public void Key_and_value_come_back_from_the_text(string key, string value) => Assert.Equal(new MachineTag(key, value), MachineTag.Read(new MachineTag(key, value).Text));

    [Theory]
    [InlineData(" env = prod ", "env=prod")]
    [InlineData("env=", "env")]
    [InlineData("  critical", "critical")]
    public void Blanks_that_somebody_typed_mean_nothing(string typed, string kept) => Assert.Equal(kept, MachineTag.Typed(typed).Text);

    [Theory]
    [InlineData("=prod", "tag.empty")]
    [InlineData("a\tb", "tag.control")]
    public void Text_outside_the_rule_is_refused(string text, string code) => Assert.Equal(code, Assert.Single(MachineTags.Check([text]).Problems).Code);

    [Fact]
    public void Key_and_value_each_have_their_length()
    {
        Assert.True(MachineTags.Check([$"{new string('k', MachineTags.Longest)}={new string('v', MachineTags.LongestValue)}"]).Ok);
        Assert.Equal(
            ["tag.too-long", "tag.value-too-long"],
            MachineTags.Check([$"{new string('k', MachineTags.Longest + 1)}={new string('v', MachineTags.LongestValue + 1)}"]).Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Machine_has_a_key_once()
    {
        Assert.True(MachineTags.Check(["env=prod", "env=prod"]).Ok);
        var twice = Assert.Single(MachineTags.Check(["env=prod", "env=test", "a"]).Problems);
        Assert.Equal("A machine has a tag once; env was given 2 times with different values.", twice.Message);
    }

    [Fact]
    public async Task Page_keeps_what_the_API_reads()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync();

        Assert.True((await cloud.Get<SetVirtualMachineTags>().SubmitAsync(new SetVirtualMachineTags.Input(machine.Id, machine.Version, ["env = prod", "critical", "team="]), cloud.World.Caller, default)).Ok);

        var tags = await cloud.Get<TagQueries>().ListAsync(machine.Id, cloud.World.Caller, default);
        Assert.Equal([new MachineTag("critical", ""), new MachineTag("env", "prod"), new MachineTag("team", "")], tags.Value.Select(row => row.Tag));
        Assert.Equal(["critical", "env=prod", "team"], (await cloud.MachineAsync(machine.Id)).Tags);
    }

    [Fact]
    public async Task Tag_more_than_a_machine_may_have_is_refused_and_another_value_is_not()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(shape: it => it.SetTags(Enumerable.Range(0, MachineTags.Most).Select(number => $"tag-{number}")));

        Assert.Equal("tag.too-many", Assert.Single((await GiveAsync("one-more")).Problems).Code);
        Assert.True((await GiveAsync("tag-7")).Ok);

        Assert.Contains("tag-7=x", (await cloud.MachineAsync(machine.Id)).Tags);

        Task<Result<Id<Domain.Activities.Activity>>> GiveAsync(string key) => cloud.Get<TagVirtualMachines>().SubmitAsync(new TagVirtualMachines.Input(key, "x", [machine.Id]), cloud.World.Caller, default);
    }
}
