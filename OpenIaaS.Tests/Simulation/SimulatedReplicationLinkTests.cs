using System.Text.Json;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class SimulatedReplicationLinkTests
{
    [Fact]
    public async Task First_transfer_copies_everything_and_the_next_one_only_what_changed()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01");
        var begun = rack.Now;

        var full = Read(await rack.SucceedAsync(await rack.Links.TransferAsync("first", machine, null, rack.VolumeB, default)));
        rack.Advance(900);
        var delta = Read(await rack.SucceedAsync(await rack.Links.TransferAsync("second", machine, full.CapturedAt, rack.VolumeB, default)));

        Assert.Equal((begun, true, false), (full.CapturedAt, full.IsFull, delta.IsFull));
        Assert.InRange(full.Size.GiB, 5, 17);
        Assert.True(delta.Size < full.Size && delta.Size >= ByteSize.FromMiB(4), $"{delta.Size}");
        Assert.Equal(full.Size + delta.Size, await rack.UsedAsync(rack.VolumeB));
    }

    [Fact]
    public async Task Digests_of_a_copy_and_of_what_changed_since_add_up_to_that_of_a_copy_of_everything()
    {
        await using var rack = await Rack.CreateAsync();
        var (machine, other) = (await rack.RunningAsync("web-01"), await rack.RunningAsync("web-02"));
        var first = Read(await rack.SucceedAsync(await rack.Links.TransferAsync("first", machine, null, rack.VolumeB, default)));
        rack.Advance(900);
        List<TransferResult> now = [];
        foreach (var task in await rack.Links.TransferAsync(
            [Of("delta", machine, first.CapturedAt), Of("late", machine, first.CapturedAt.AddMicroseconds(1)), Of("full", machine, null), Of("other", other, null)], default))
            now.Add(Read(await rack.SucceedAsync(task)));

        Assert.Equal(now[2].Digest, unchecked(first.Digest + now[0].Digest));
        Assert.NotEqual(now[2].Digest, unchecked(first.Digest + now[1].Digest));
        Assert.Equal(5, now.Append(first).Select(result => result.Digest).Distinct().Count());

        TransferRequest Of(string key, Id<VirtualMachine> copied, DateTimeOffset? since) => new(key, new ReplicationWay(copied, since, rack.VolumeB));
    }

    [Fact]
    public async Task Delta_grows_with_time_up_to_everything_and_is_smallest_while_the_machine_is_off()
    {
        await using var rack = await Rack.CreateAsync();
        var off = await rack.CreatedAsync("off");
        var on = await rack.RunningAsync("on");
        rack.Advance(3600);

        var resting = await SizeAsync(off, TimeSpan.FromMinutes(59));
        var brief = await SizeAsync(on, TimeSpan.FromMinutes(10));
        var longer = await SizeAsync(on, TimeSpan.FromMinutes(50));
        var ages = await SizeAsync(on, TimeSpan.FromDays(3650));

        Assert.Equal(ByteSize.FromMiB(4), resting);
        Assert.True(resting <= brief && brief < longer && longer < ages, $"{brief} < {longer} < {ages}");
        Assert.True(ages <= ByteSize.FromGiB(20), $"{ages}");

        async Task<ByteSize> SizeAsync(Id<VirtualMachine> machine, TimeSpan ago)
        {
            var key = rack.NextKey();
            var since = rack.Now - ago;
            return Read(await rack.SucceedAsync(await rack.Links.TransferAsync(key, machine, since, rack.VolumeB, default))).Size;
        }
    }

    [Fact]
    public async Task Transfers_share_the_link()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");

        var alone = await rack.Links.TransferAsync("alone", machine, null, rack.VolumeB, default);
        var beside = await rack.Links.TransferAsync("beside", machine, null, rack.VolumeB, default);

        var fixedPart = Durations.Snapshot.Value + (rack.World.Link.LatencyMilliseconds / 1000);
        Assert.Equal((alone.Remaining!.Value.TotalSeconds - fixedPart) * 2, beside.Remaining!.Value.TotalSeconds - fixedPart, 1);
    }

    [Fact]
    public async Task Transfer_to_a_full_target_is_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        await rack.Faults.FillAsync(rack.VolumeB, default);

        var task = await rack.Links.TransferAsync("transfer", machine, null, rack.VolumeB, default);

        Assert.StartsWith("The block storage sr-az06-std-01 has 0 B free", task.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_copy_is_told_without_asking_for_one()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        var gone = rack.NextId<VirtualMachine>();
        Assert.Null(await ObstacleAsync(machine));
        Assert.Equal($"The hypervisor has no machine {gone}.", await ObstacleAsync(gone));

        await rack.Faults.ConnectAsync(rack.World.Link.Id, false, default);
        Assert.Equal("The link between the zones is down.", await ObstacleAsync(machine));
        await rack.Faults.ConnectAsync(rack.World.Link.Id, true, default);
        await rack.Faults.ConnectAsync(rack.VolumeB, false, default);
        Assert.Equal("The block storage sr-az06-std-01 is disconnected.", await ObstacleAsync(machine));
        await rack.Faults.ConnectAsync(rack.VolumeB, true, default);
        await rack.Faults.ConnectAsync(rack.VolumeA, false, default);
        Assert.Equal("The block storage sr-az05-std-01 is disconnected.", await ObstacleAsync(machine));
        await rack.Faults.ConnectAsync(rack.VolumeA, true, default);
        var filled = await rack.Faults.FillAsync(rack.VolumeB, default);
        Assert.StartsWith("The block storage sr-az06-std-01 has 0 B free", await ObstacleAsync(machine), StringComparison.Ordinal);
        await rack.Storage.ReleaseAsync("emptied", rack.VolumeB, filled, default);
        Assert.Null(await ObstacleAsync(machine));
        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeB));

        async Task<string?> ObstacleAsync(Id<VirtualMachine> asked) =>
            (await rack.Links.ObstaclesAsync([new ReplicationWay(asked, null, rack.VolumeB)], default)).GetValueOrDefault(asked);
    }

    [Fact]
    public async Task Transfer_that_loses_its_link_fails_at_once_and_gives_the_space_back()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        await rack.Links.TransferAsync("transfer", machine, null, rack.VolumeB, default);
        Assert.NotEqual(ByteSize.Zero, await rack.UsedAsync(rack.VolumeB));
        rack.Advance(5);

        await rack.Faults.ConnectAsync(rack.World.Link.Id, false, default);

        Assert.Equal("The link between the zones was lost.", (await rack.Links.TaskAsync("transfer", default))!.Reason);
        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeB));
        Assert.Equal("The link between the zones is down.", (await rack.Links.TransferAsync("next", machine, null, rack.VolumeB, default)).Reason);
        await rack.Faults.ConnectAsync(rack.World.Link.Id, true, default);
        await rack.SucceedAsync(await rack.Links.TransferAsync("after", machine, null, rack.VolumeB, default));
    }

    [Fact]
    public async Task Transfer_of_a_running_machine_fails_with_its_host_and_gives_the_space_back()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.RunningAsync("web-01", rack.BladeA.Id);
        await rack.Links.TransferAsync("transfer", machine, null, rack.VolumeB, default);
        rack.Advance(5);

        await rack.Blades.FailAsync(rack.BladeA.Id, default);

        Assert.Equal(HardwareTaskState.Failed, (await rack.Links.TaskAsync("transfer", default))!.State);
        Assert.Equal(ByteSize.Zero, await rack.UsedAsync(rack.VolumeB));
    }

    [Fact]
    public async Task Transfer_within_one_zone_is_refused()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");

        var task = await rack.Links.TransferAsync("transfer", machine, null, rack.VolumeA, default);

        Assert.Contains("a replica belongs in another one", task.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Released_space_is_given_back_once_per_key()
    {
        await using var rack = await Rack.CreateAsync();
        var machine = await rack.CreatedAsync("web-01");
        var size = Read(await rack.SucceedAsync(await rack.Links.TransferAsync("a", machine, null, rack.VolumeB, default))).Size;
        await rack.SucceedAsync(await rack.Links.TransferAsync("b", machine, null, rack.VolumeB, default));

        await rack.Storage.ReleaseAsync("release", rack.VolumeB, size, default);
        await rack.Storage.ReleaseAsync("release", rack.VolumeB, size, default);

        Assert.Equal(size, await rack.UsedAsync(rack.VolumeB));
    }

    static TransferResult Read(HardwareTask task) => JsonSerializer.Deserialize<TransferResult>(task.Result!, DomainJson.Options)!;
}
