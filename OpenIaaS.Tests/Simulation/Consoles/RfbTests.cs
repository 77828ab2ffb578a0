using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Simulation.Consoles;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Simulation.Consoles;

/// <summary>The protocol between a viewer and the screen of a machine (RFC 6143), spoken by a client of our own.</summary>
public sealed class RfbTests
{
    const int Zrle = 16;
    const int DesktopSize = -223;
    const int ExtendedKeys = -258;

    [Fact]
    public async Task Viewer_shakes_hands_and_gets_the_name_and_the_whole_picture()
    {
        await using var cloud = await Cloud.CreateAsync();
        var viewer = await OpenAsync(cloud, await RunningAsync(cloud));
        Assert.Equal("erp-db-01", viewer.Name);
        await viewer.AskAsync(incremental: false);
        Assert.True(await viewer.UpdateAsync());
        Assert.Equal(37, viewer.Encodings.Count(encoding => encoding == 0));
        Assert.Equal((800, 592), (viewer.Width, viewer.Height));
        Assert.Contains(viewer.Picture, pixel => pixel == 0xFAFDFC);
        Assert.Contains(viewer.Picture, pixel => pixel == 0x0A0F0E);
    }

    [Theory]
    [InlineData("RFB 003.007\n")]
    [InlineData("RFB 003.008\n")]
    public async Task Older_version_is_spoken_too(string version)
    {
        await using var cloud = await Cloud.CreateAsync();
        var viewer = new Viewer((await cloud.Get<IMachineConsole>().OpenAsync(await RunningAsync(cloud), default)).Value);
        await viewer.ShakeHandsAsync(version);
        await viewer.AskAsync(incremental: false);
        Assert.True(await viewer.UpdateAsync());
    }

    /// <summary>White is (250, 253, 252), as far as the format has room for it.</summary>
    [Theory]
    [InlineData(32, 24, false, 255, 16, 8, 0, 3, 0x00FAFDFCu)]
    [InlineData(32, 24, true, 255, 16, 8, 0, 3, 0xFCFDFA00u)]
    [InlineData(32, 24, false, 255, 24, 16, 8, 3, 0xFAFDFC00u)]
    [InlineData(16, 15, false, 31, 10, 5, 0, 2, 0x7BFFu)]
    [InlineData(8, 6, false, 3, 4, 2, 0, 1, 0x3Fu)]
    public async Task Every_pixel_format_is_honoured_raw_and_compressed_alike(byte bits, byte depth, bool bigEndian, ushort most, byte red, byte green, byte blue, int shortened, uint white)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await RunningAsync(cloud);
        var (raw, compressed) = (await OpenAsync(cloud, machine), await OpenAsync(cloud, machine));
        foreach (var viewer in new[] { raw, compressed })
        {
            await viewer.FormatAsync(bits, depth, bigEndian, most, red, green, blue, shortened);
            if (viewer == compressed) await viewer.EncodingsAsync(Zrle, 0);
            await viewer.AskAsync(incremental: false);
            Assert.True(await viewer.UpdateAsync());
        }

        Assert.Contains(raw.Picture, pixel => pixel == white);
        Assert.All(compressed.Encodings, encoding => Assert.Equal(Zrle, encoding));
        if (bits == 32 && (bigEndian || blue == 8)) Assert.Equal(raw.Picture.Distinct().Count(), compressed.Picture.Distinct().Count());
        else Assert.Equal(raw.Picture, compressed.Picture);
    }

    [Fact]
    public async Task Only_what_changed_is_sent_after_the_first_picture_and_a_second_viewer_sees_what_the_first_typed()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await RunningAsync(cloud);
        var (first, second) = (await OpenAsync(cloud, machine), await OpenAsync(cloud, machine));
        foreach (var viewer in new[] { first, second })
        {
            await viewer.AskAsync(incremental: false);
            Assert.True(await viewer.UpdateAsync());
        }

        await second.AskAsync(incremental: true);
        await first.PressAsync('m');
        Assert.True(await second.UpdateAsync());
        Assert.Single(second.Encodings);
        await first.AskAsync(incremental: true);
        Assert.True(await first.UpdateAsync());
        Assert.Equal(first.Picture, second.Picture);
    }

    [Fact]
    public async Task Kernel_changes_the_size_for_those_who_can_and_shows_the_part_that_fits_to_those_who_cannot()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync("erp-db-01", policy: cloud.World.Daily);
        await cloud.Get<IHypervisor>().StartAsync("start", machine.Id, null, default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        var (able, unable) = (await OpenAsync(cloud, machine.Id), await OpenAsync(cloud, machine.Id));
        Assert.Equal((640, 400), (able.Width, able.Height));
        await able.EncodingsAsync(0, DesktopSize);
        foreach (var viewer in new[] { able, unable })
        {
            await viewer.AskAsync(incremental: false);
            Assert.True(await viewer.UpdateAsync());
        }

        cloud.Clock.Advance(TimeSpan.FromSeconds(40));
        foreach (var viewer in new[] { able, unable }) await viewer.AskAsync(incremental: true);
        Assert.True(await able.UpdateAsync());
        Assert.Equal([DesktopSize], able.Encodings);
        Assert.Equal((800, 592), (able.Width, able.Height));
        await able.AskAsync(incremental: true);
        Assert.True(await able.UpdateAsync());
        Assert.Equal(37, able.Encodings.Count);
        Assert.True(await unable.UpdateAsync());
        Assert.Equal((640, 400), (unable.Width, unable.Height));
        Assert.Equal(Part(able, 640, 400), unable.Picture);
    }

    [Fact]
    public async Task Viewer_that_knows_places_of_keys_is_told_that_they_are_understood()
    {
        await using var cloud = await Cloud.CreateAsync();
        var viewer = await OpenAsync(cloud, await RunningAsync(cloud));
        await viewer.EncodingsAsync(0, ExtendedKeys);
        await viewer.AskAsync(incremental: false);
        Assert.True(await viewer.UpdateAsync());
        Assert.Equal([ExtendedKeys], viewer.Encodings);
        await viewer.AskAsync(incremental: true);
        Assert.True(await viewer.UpdateAsync());
        // The place of Q: whatever symbol the viewer's keyboard has there.
        await viewer.SendAsync(255, 0, 0, 1, 0, 0, 0, (byte)'a', 0, 0, 0, 0x10);
        await viewer.AskAsync(incremental: true);
        Assert.True(await viewer.UpdateAsync());
        Assert.Single(viewer.Encodings);
    }

    [Theory]
    [InlineData(new byte[] { 77 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 24, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 6, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 255, 9, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public async Task What_nobody_understands_ends_the_connection_and_nothing_else(byte[] message)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await RunningAsync(cloud);
        var (broken, other) = (await OpenAsync(cloud, machine), await OpenAsync(cloud, machine));
        await broken.SendAsync(message);
        Assert.False(await broken.UpdateAsync());
        await other.AskAsync(incremental: false);
        Assert.True(await other.UpdateAsync());
    }

    [Fact]
    public async Task Text_of_a_clipboard_is_read_past()
    {
        await using var cloud = await Cloud.CreateAsync();
        var viewer = await OpenAsync(cloud, await RunningAsync(cloud));
        await viewer.SendAsync([6, 0, 0, 0, 0, 0, 0, 5, .. "hello"u8]);
        await viewer.SendAsync(5, 0, 0, 10, 0, 10);
        await viewer.AskAsync(incremental: false);
        Assert.True(await viewer.UpdateAsync());
    }

    [Fact]
    public async Task Screen_closes_when_the_machine_stops()
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await RunningAsync(cloud);
        var viewer = await OpenAsync(cloud, machine);
        await cloud.Get<IHypervisor>().StopAsync("stop", machine, true, default);
        cloud.Clock.Advance(TimeSpan.FromSeconds(5));
        await viewer.AskAsync(incremental: false);
        Assert.False(await viewer.UpdateAsync());
    }

    [Fact]
    public async Task Machine_that_does_not_run_or_does_not_exist_has_no_screen()
    {
        await using var cloud = await Cloud.CreateAsync();
        var halted = await cloud.AddMachineAsync("halted");
        var console = cloud.Get<IMachineConsole>();
        Assert.Equal("console.off", Assert.Single((await console.OpenAsync(halted.Id, default)).Problems).Code);
        Assert.Equal("not-found", Assert.Single((await console.OpenAsync(cloud.Get<IdSource>().Next<VirtualMachine>(), default)).Problems).Code);
    }

    /// <summary>Somebody who asks for the whole picture a thousand times and reads nothing takes no more than the pipe holds.</summary>
    [Fact]
    public async Task Viewer_that_does_not_read_takes_no_memory()
    {
        await using var cloud = await Cloud.CreateAsync();
        var link = (await cloud.Get<IMachineConsole>().OpenAsync(await RunningAsync(cloud), default)).Value;
        var viewer = new Viewer(link);
        await viewer.ShakeHandsAsync();
        for (var time = 0; time < 1000; time++) await viewer.AskAsync(incremental: false);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var waiting = await link.Input.ReadAsync();
        Assert.InRange(waiting.Buffer.Length, 1, 64 * 1024 + (100 * Cell.Width * Cell.Height * 4) + 12);
        link.Input.AdvanceTo(waiting.Buffer.Start);
    }

    static uint[] Part(Viewer viewer, int width, int height) =>
        [.. Enumerable.Range(0, height).SelectMany(y => viewer.Picture.AsSpan(y * viewer.Width, width).ToArray())];

    static async Task<Id<VirtualMachine>> RunningAsync(Cloud cloud) => (await cloud.AddMachineAsync("erp-db-01", cloud.World.HostsA[0], policy: cloud.World.Daily)).Id;

    static async Task<Viewer> OpenAsync(Cloud cloud, Id<VirtualMachine> machine)
    {
        var viewer = new Viewer((await cloud.Get<IMachineConsole>().OpenAsync(machine, default)).Value);
        await viewer.ShakeHandsAsync();
        return viewer;
    }
}
