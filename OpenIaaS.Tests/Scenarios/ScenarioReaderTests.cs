using System.Text;
using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Tests.Scenarios;

/// <summary>A bad file is refused with its line and a sentence; nothing of it is played.</summary>
public sealed class ScenarioReaderTests
{
    const string Pool = """{"name":"P","storage":[{"name":"S"}],"hosts":[{"name":"h","memoryGiB":8}]""";

    [Theory]
    [InlineData("{", 1, "This is not JSON")]
    [InlineData("[]", 1, "A scenario is an object in braces.")]
    [InlineData("{\n\"seed\": 1,\n\"zones\": []}", 1, "\"duration\" is missing.")]
    [InlineData("{\n\"duration\": \"2 hours\"}", 2, "\"duration\" is a length of time such as PT90S, PT10M or P1DT2H; \"2 hours\" is given.")]
    [InlineData("{\n\"duration\": \"PT0S\"}", 2, "\"duration\" is more than nothing and at most ten years.")]
    [InlineData("{\"duration\": \"PT1H\",\n\"seed\": 1.5}", 2, "\"seed\" is a whole number")]
    [InlineData("{\"duration\": \"PT1H\",\n\"sede\": 1}", 2, "\"sede\" is not known here; known are seed, duration, zones, links, replicationPolicies, events.")]
    [InlineData("{\"duration\": \"PT1H\",\n\"duration\": \"PT2H\"}", 2, "\"duration\" is given twice.")]
    [InlineData("{\"duration\": \"PT1H\"} 1", 1, "This is not JSON")]
    [InlineData("{\"duration\": \"PT1H\", \"zones\": []}", 1, "A scenario has at least one zone with a pool")]
    public void Form_is_refused_with_its_line(string file, int line, string reason) => Refused(file, line, reason);

    [Theory]
    [InlineData("\"virtualMachines\":[\n{\"name\":\"a\",\"host\":\"x\"}]", 3, "There is no host of this pool x.")]
    [InlineData("\"virtualMachines\":[\n{\"name\":\"a\",\"host\":\"h\",\"memoryGiB\":9}]", 2, "h has 8 GiB for machines; those that run on it take 9 GiB.")]
    [InlineData("\"virtualMachines\":[\n{\"name\":\"a\"},\n{\"name\":\"a\"}]", 4, "There are two of the virtual machine a; a name is given once.")]
    [InlineData("\"virtualMachines\":[\n{\"name\":\"a\",\"memoryGiB\":0}]", 3, "\"memoryGiB\" is a number from")]
    [InlineData("\"virtualMachines\":[\n{\"name\":\"a\",\"memoryGiB\":8193}]", 3, "A machine has at most 8 TiB of memory; 8193 GiB was asked for.")]
    [InlineData("\"virtualMachines\":[\n{\"name\":\"a\",\"power\":\"paused\"}]", 3, "\"power\" is one of running, halted; \"paused\" is given.")]
    [InlineData("\"virtualMachines\":[\n{\"name\":\"a\",\"highAvailability\":\"always\"}]", 3, "\"highAvailability\" is one of disabled, restart, best-effort; \"always\" is given.")]
    [InlineData("\"virtualMachines\":[\n{\"name\":\"a\",\"order\":-1}]", 3, "\"order\" is a whole number from 0 to 9999; \"-1\" is given.")]
    [InlineData("\n\"highAvailability\":{\"heartbeat\":\"T\"}", 2, "There is no storage of this pool T.")]
    [InlineData("\n\"class\":\"MEDIUM\"", 3, "\"class\" is one of ECO, STANDARD")]
    public void Pool_is_refused_with_its_line(string members, int line, string reason) =>
        Refused($"{{\"duration\":\"PT1H\",\"zones\":[{{\"name\":\"A\",\"pools\":[\n{Pool},{members}}}]}}]}}", line, reason);

    [Theory]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"fail\":[\"x\"]}]", 2, "There is no host, storage, link or part x.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"stop\":[\"h\"]}]", 2, "There is no virtual machine h.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"maintain\":[\"a\"]}]", 2, "There is no host a.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"migrate\":{\"a\":\"x\"}}]", 2, "There is no host x.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"migrate\":{\"x\":\"h\"}}]", 2, "There is no virtual machine x.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"migrate\":{\"a\":1}}]", 2, "\"a\" is a text that is not empty.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"migrate\":[\"a\"]}]", 2, "\"migrate\" is an object of machines and the hosts they move to.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"fail\":[\"h\"],\"repeat\":{}}]", 2, "\"every\" is missing.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"fail\":[\"h\"],\"repeat\":{\"every\":\"PT0S\"}}]", 2, "\"every\" is longer than nothing.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"fail\":[\"h\"],\"repeat\":{\"every\":\"PT1M\",\"until\":\"PT2H\"}}]", 2, "\"until\" lies after the event")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"fail\":[\"h\"],\"repeat\":{\"every\":\"PT0.1S\"}}]", 2, "An event is repeated at most 10000 times.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"fail\":[\"h\"],\"repeat\":{\"every\":\"PT1M\",\"lasts\":\"PT1M\"}}]", 2, "\"lasts\" is longer than nothing and shorter than \"every\".")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"stop\":[\"a\"],\"repeat\":{\"every\":\"PT5M\",\"lasts\":\"PT1M\"}}]", 2, "\"lasts\" is for what recovers")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"degrade\":{\"A drive 1\":\"half\"}}]", 2, "There is no link, interconnect or canister A drive 1.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"degrade\":{\"A fabric A\":{\"loss\":1}}}]", 2, "A fabric A runs at \"half\"; only links lose packets.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"degrade\":{\"A fabric A\":0.5}}]", 2, "\"A fabric A\" is \"half\" for a part")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"degrade\":{\"A fabric A\":{\"loss\":51}}}]", 2, "\"loss\" is a number from 0.0001 to 50; \"51\" is given.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"cutHeartbeat\":[\"h\"]}]", 2, "h has no heartbeat storage: high availability is off in its pool.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"partition\":{\"x\":[\"h\"]}}]", 2, "There is no pool x.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"partition\":[\"h\"]}]", 2, "\"partition\" is an object of pools and the hosts that are split off in each.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"partition\":{\"P\":[\"h\"]}}]", 2, "P has no heartbeat storage: high availability is off in it.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\"}]", 2, "An event says what happens")]
    [InlineData("\"events\":[\n{\"at\":\"PT2H\",\"fail\":[\"h\"]}]", 2, "An event comes after the end of the scenario.")]
    [InlineData("\"events\":[\n{\"at\":\"PT1M\",\"fail\":\"h\"}]", 2, "\"fail\" is a list in brackets.")]
    [InlineData("\"replicationPolicies\":[\n{\"name\":\"p\",\"to\":\"S\"}]", 2, "A replication policy has either \"everyMinutes\" or \"everyHours\".")]
    [InlineData("\"replicationPolicies\":[\n{\"name\":\"p\",\"everyMinutes\":61,\"to\":\"S\"}]", 2, "An interval in minutes is 1 to 59; 61 was asked for.")]
    [InlineData("\"replicationPolicies\":[\n{\"name\":\"p\",\"everyHours\":25,\"to\":\"S\"}]", 2, "An interval in hours is 1 to 24; 25 was asked for.")]
    [InlineData("\"replicationPolicies\":[\n{\"name\":\"p\",\"everyHours\":1,\"to\":\"S\",\"virtualMachines\":[\"a\"]}]", 2, "The storage S lies in the zone of a; a replica belongs in another one.")]
    [InlineData("\"links\":[\n{\"from\":\"A\",\"to\":\"A\"}]", 2, "A link joins two zones.")]
    public void Rest_is_refused_with_its_line(string members, int line, string reason) =>
        Refused($"{{\"duration\":\"PT1H\",\"zones\":[{{\"name\":\"A\",\"pools\":[{Pool},\"virtualMachines\":[{{\"name\":\"a\"}}]}}]}}],{members}}}", line, reason);

    [Fact]
    public void Repeated_event_is_drawn_for_each_interval_and_mended_after_a_while()
    {
        var events = ScenarioReader.Read(Encoding.UTF8.GetBytes(
            $"{{\"duration\":\"PT100H\",\"zones\":[{{\"name\":\"A\",\"pools\":[{Pool}}}]}}],\"events\":[{{\"at\":\"PT1H\",\"chance\":0.5,\"fail\":[\"h\"],\"repeat\":{{\"every\":\"PT1H\",\"lasts\":\"PT5M\"}}}}]}}")).Events;
        var struck = events.Where(happening => happening.Steps[0].Verb == Scenario.Verb.Fail).Select(happening => happening.At).ToList();
        Assert.InRange(struck.Count, 30, 70);
        Assert.All(struck, at => Assert.Equal(TimeSpan.Zero, TimeSpan.FromTicks(at.Ticks % TimeSpan.TicksPerHour)));
        Assert.Equal(struck.Select(at => at + TimeSpan.FromMinutes(5) > TimeSpan.FromHours(100) ? TimeSpan.FromHours(100) : at + TimeSpan.FromMinutes(5)), events.Where(happening => happening.Steps[0].Verb == Scenario.Verb.Recover).Select(happening => happening.At));
    }

    [Fact]
    public void Sixty_minutes_are_an_hour()
    {
        var scenario = ScenarioReader.Read(Encoding.UTF8.GetBytes($"{{\"duration\":\"PT1H\",\"zones\":[{{\"name\":\"A\",\"pools\":[{Pool}}}]}}],\"replicationPolicies\":[{{\"name\":\"p\",\"everyMinutes\":60,\"to\":\"S\"}}]}}"));
        Assert.Equal(TimeSpan.FromHours(1), scenario.Policies[0].Interval.Every);
    }

    static void Refused(string file, int line, string reason)
    {
        var refused = Assert.Throws<ScenarioException>(() => ScenarioReader.Read(Encoding.UTF8.GetBytes(file)));
        Assert.StartsWith(reason, refused.Reason, StringComparison.Ordinal);
        Assert.Equal(line, refused.Line);
    }
}
