namespace OpenIaaS.Tests.Scenarios;

/// <summary>Scenarios through the real engines and use cases on virtual time.</summary>
public sealed class ScenarioRunTests
{
    /// <summary>Two hosts of 16 GiB, and a third that is not connected.</summary>
    static string Pool(string machines, string events, string duration = "PT1H") => $$"""
        { "seed": 7, "duration": "{{duration}}",
          "zones": [ { "name": "A", "pools": [ { "name": "P", "storage": [ { "name": "S" }, { "name": "HB" } ], "highAvailability": { "heartbeat": "HB" },
            "hosts": [ { "name": "h1", "memoryGiB": 16 }, { "name": "h2", "memoryGiB": 16 }, { "name": "h3", "memoryGiB": 16, "connected": false } ],
            "virtualMachines": [ {{machines}} ] } ] } ],
          "events": [ {{events}} ] }
        """;

    static string Machine(string name, string host, int memory, string priority = "restart", int order = 0) =>
        $$"""{ "name": "{{name}}", "host": "{{host}}", "memoryGiB": {{memory}}, "highAvailability": "{{priority}}", "order": {{order}} }""";

    [Fact]
    public async Task Machine_of_a_lost_host_restarts_on_another_after_the_time_out()
    {
        var played = await Played.PlayAsync(Pool(Machine("a", "h1", 8), """{ "at": "PT10M", "fail": ["h1"] }"""));
        Assert.Equal(["PT10M a h1"], played.Of("machine.stopped"));
        Assert.Equal(["PT10M30S h1"], played.Of("host.failed"));
        Assert.Equal(["PT10M30S a h2 started"], played.Of("ha.restart"));
        Assert.Null(played.Broken);
    }

    [Fact]
    public async Task Disabled_machine_stays_down()
    {
        var played = await Played.PlayAsync(Pool(Machine("a", "h1", 8, "disabled"), """{ "at": "PT10M", "fail": ["h1"] }"""));
        Assert.Single(played.Of("machine.stopped"));
        Assert.Empty(played.Of("ha.restart"));
    }

    [Fact]
    public async Task Restart_comes_before_best_effort_and_the_lower_order_first()
    {
        var played = await Played.PlayAsync(Pool(
            $"{Machine("best", "h1", 4, "best-effort")}, {Machine("late", "h1", 4, order: 2)}, {Machine("early", "h1", 4, order: 1)}", """{ "at": "PT10M", "fail": ["h1"] }"""));
        Assert.Equal(["PT10M30S early h2 started", "PT10M30S late h2 started", "PT10M30S best h2 started"], played.Of("ha.restart"));
    }

    [Fact]
    public async Task Best_effort_is_tried_once_also_when_room_appears_later()
    {
        var played = await Played.PlayAsync(Pool(
            $"{Machine("a", "h1", 12, "best-effort")}, {Machine("b", "h2", 12)}", """{ "at": "PT10M", "fail": ["h1"] }, { "at": "PT20M", "connect": ["h3"] }"""));
        Assert.Equal(["PT10M30S a nowhere failed"], played.Of("ha.restart"));
    }

    [Fact]
    public async Task Restart_is_tried_every_two_minutes_and_as_soon_as_a_host_connects()
    {
        var played = await Played.PlayAsync(Pool(
            $"{Machine("a", "h1", 12)}, {Machine("b", "h2", 12)}", """{ "at": "PT10M", "fail": ["h1"] }, { "at": "PT15M", "connect": ["h3"] }"""));
        Assert.Equal(["PT10M30S a nowhere failed", "PT12M30S a nowhere failed", "PT14M30S a nowhere failed", "PT15M a h3 started"], played.Of("ha.restart"));
    }

    [Fact]
    public async Task Restart_is_tried_as_soon_as_a_user_makes_room()
    {
        var played = await Played.PlayAsync(Pool(
            $"{Machine("a", "h1", 12)}, {Machine("b", "h2", 12)}", """{ "at": "PT10M", "fail": ["h1"] }, { "at": "PT11M", "stop": ["b"] }"""));
        var stopped = Assert.Single(played.Of("machine.stopped"), line => line.EndsWith("b h2", StringComparison.Ordinal)).Split(' ')[0];
        Assert.Equal(["PT10M30S a nowhere failed", $"{stopped} a h2 started"], played.Of("ha.restart"));
    }

    [Theory]
    [InlineData("""{ "at": "PT11M", "stop": ["a"] }""")]
    [InlineData("""{ "at": "PT11M", "setPriority": { "a": "disabled" } }""")]
    public async Task Machine_that_waits_is_given_up_when_its_user_wants_so(string wish)
    {
        var played = await Played.PlayAsync(Pool(
            $"{Machine("a", "h1", 12)}, {Machine("b", "h2", 12)}", $$"""{ "at": "PT10M", "fail": ["h1"] }, {{wish}}, { "at": "PT15M", "connect": ["h3"] }"""));
        Assert.Equal(["PT10M30S a nowhere failed"], played.Of("ha.restart"));
    }

    [Fact]
    public async Task Placement_that_exists_is_found_where_the_largest_first_misses_it()
    {
        // Reliability 1: hosts with 7 and 5 GiB free, machines of 5, 4 and 3.
        const string scenario = """
            { "duration": "PT1H", "zones": [ { "name": "A", "pools": [ { "name": "P", "storage": [ { "name": "S" } ], "highAvailability": { "heartbeat": "S" },
              "hosts": [ { "name": "h1", "memoryGiB": 12 }, { "name": "h2", "memoryGiB": 7 }, { "name": "h3", "memoryGiB": 5 } ],
              "virtualMachines": [ { "name": "five", "host": "h1", "memoryGiB": 5, "highAvailability": "restart" },
                { "name": "four", "host": "h1", "memoryGiB": 4, "highAvailability": "restart" }, { "name": "three", "host": "h1", "memoryGiB": 3, "highAvailability": "restart" } ] } ] } ],
              "events": [ { "at": "PT1M", "fail": ["h1"] } ] }
            """;
        var played = await Played.PlayAsync(scenario);
        Assert.Equal(3, played.Of("ha.restart").Count(line => line.EndsWith("started", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Host_that_dies_under_a_machine_being_restarted_is_noticed_and_the_machine_tried_again()
    {
        var played = await Played.PlayAsync(Pool(
            Machine("a", "h1", 8), """{ "at": "PT5M", "connect": ["h3"] }, { "at": "PT10M", "fail": ["h1"] }, { "at": "PT10M33S", "fail": ["h2"] }"""));
        Assert.Equal(["PT10M a h1", "PT10M33S a h2"], played.Of("machine.stopped"));
        Assert.Equal(["PT10M30S a h2 started", "PT11M3S a h3 started"], played.Of("ha.restart"));
        Assert.Null(played.Broken);
    }

    [Fact]
    public async Task Repaired_host_boots_before_it_takes_machines()
    {
        var played = await Played.PlayAsync(Pool(
            $"{Machine("a", "h1", 12)}, {Machine("b", "h2", 12)}", """{ "at": "PT10M", "fail": ["h1"] }, { "at": "PT11M", "recover": ["h1"] }"""));
        var back = Assert.Single(played.Of("host.connected")).Split(' ')[0];
        Assert.Equal($"{back} a h1 started", played.Of("ha.restart").Last());
        Assert.InRange(System.Xml.XmlConvert.ToTimeSpan(back), TimeSpan.FromMinutes(14.5), TimeSpan.FromMinutes(15.5));
    }

    [Fact]
    public async Task Pool_without_high_availability_restarts_nothing()
    {
        var played = await Played.PlayAsync(Pool(Machine("a", "h1", 8), """{ "at": "PT10M", "fail": ["h1"] }""").Replace("""
            "highAvailability": { "heartbeat": "HB" },
            """.Trim(), "", StringComparison.Ordinal));
        Assert.Single(played.Of("machine.stopped"));
        Assert.Empty(played.Of("ha.restart"));
    }

    [Fact]
    public async Task Same_file_gives_the_same_log_byte_for_byte_and_its_hash_is_of_all_lines_before_it()
    {
        var scenario = Pool($"{Machine("a", "h1", 8)}, {Machine("b", "h2", 8)}", """{ "at": "PT10M", "fail": ["h1"] }, { "at": "PT20M", "recover": ["h1"] }""");
        var (first, second) = (await Played.PlayAsync(scenario), await Played.PlayAsync(scenario));
        Assert.Equal(first.Log, second.Log);
        var last = first.Log.LastIndexOf("{\"sequence\"", StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(first.Log[..last]))), first.Hash);
        Assert.NotEqual(first.Hash, (await Played.PlayAsync(scenario.Replace("\"seed\": 7", "\"seed\": 8", StringComparison.Ordinal))).Hash);
    }
}
