using Bunit;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class BladeTests : ComponentTest
{
    [Theory]
    [InlineData(0.675, "--v:67.5%")]
    [InlineData(-1, "--v:0%")]
    [InlineData(7, "--v:100%")]
    [InlineData(double.NaN, "--v:0%")]
    public void Meter_stays_between_empty_and_full(double share, string style)
    {
        var meter = Render<BladeMeter>(p => p.Add(m => m.Share, share).Add(m => m.Label, "Memory"));

        Assert.StartsWith(style, meter.Find(".seg").GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void Meter_says_its_sentence_to_readers()
    {
        var meter = Render<BladeMeter>(p => p.Add(m => m.Share, 0.67).Add(m => m.Label, "Memory: 67 % used"));

        Assert.Equal(("img", "Memory: 67 % used"), (meter.Find(".seg").GetAttribute("role"), meter.Find(".seg").GetAttribute("aria-label")));
    }

    [Fact]
    public void Ledger_days_differ_in_more_than_colour()
    {
        var ledger = Render<LedgerStrip>(p => p.Add(l => l.Label, "4 days").Add(l => l.Days, [.. Enum.GetValues<LedgerDay>()]));

        // Each class has a height or an outline of its own in blades.css.
        Assert.Equal(["p", "", "r", "x"], ledger.FindAll("i").Select(i => i.ClassName ?? ""));
    }

    [Fact]
    public void Ruler_counts_what_is_taken_of_the_limit()
    {
        var ruler = Render<SlotRuler>(p => p.Add(r => r.Title, "Devices").Add(r => r.Limit, 24).Add(r => r.Taken, [Slot.Used, Slot.New, Slot.DvdDrive]));

        Assert.Equal(24, ruler.FindAll(".ruler i").Count);
        Assert.Equal("Devices: 3 of 24", ruler.Find("[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public void Failed_host_is_named_as_failed()
    {
        var hosts = Render<HostBlades>(p => p.Add(h => h.Label, "Memory of each blade").Add(h => h.Hosts, [new("blade-1", 0.5), new("blade-2", 0, Tone.Bad)]));

        var blades = hosts.FindAll("[role=listitem]");
        Assert.Equal("blade-1: 50\u00A0% of its memory used", blades[0].TextContent);
        Assert.Equal("blade-2: failed", blades[1].TextContent);
        Assert.Contains("failed", blades[1].ClassList);
    }

    [Fact]
    public void Dial_lights_its_share_of_blades()
    {
        var dial = Render<BladeDial>(p => p.Add(d => d.Name, "CPU").Add(d => d.Share, 1.0 / 3).Add(d => d.Of, "of 1.9 THz"));

        Assert.Equal(11, dial.FindAll("line").Count(l => l.GetAttribute("stroke") == "var(--brand)"));
    }

    [Fact]
    public void Impossible_storage_stays_visible_with_its_reason()
    {
        var picked = "";
        var picker = Render<StoragePicker>(p => p
            .Add(s => s.Legend, "Block storage for reports").Add(s => s.ValueChanged, v => picked = v)
            .Add(s => s.Choices,
            [
                new("a", "AZ05 / clu001", "sr-ent", "FLASH - Enterprise", "1.55 TiB free", 0.6),
                new("b", "AZ05 / clu001", "sr-ess", "FLASH - Essential", "212 GiB free", 0.9, "Too little: 212 of 400 GiB"),
            ]));

        var leaves = picker.FindAll(".leaf");
        Assert.Contains("Too little: 212 of 400 GiB", leaves[1].TextContent, StringComparison.Ordinal);
        Assert.True(leaves[1].QuerySelector("input")!.HasAttribute("disabled"));
        leaves[0].QuerySelector("input")!.Change(true);
        Assert.Equal("a", picked);
    }

    [Fact]
    public void Storage_is_found_by_name_or_class()
    {
        var picker = Render<StoragePicker>(p => p.Add(s => s.Legend, "Block storage").Add(s => s.Choices,
            [new("a", "AZ05", "sr-ent", "Enterprise", "1 TiB free", 0.6), new("b", "AZ05", "sr-std", "Standard", "2 TiB free", 0.2)]));

        picker.Find("input[type=search]").Input("stand");

        Assert.Equal("sr-std", Assert.Single(picker.FindAll(".leaf")).QuerySelector(".m")!.TextContent);
    }
}
