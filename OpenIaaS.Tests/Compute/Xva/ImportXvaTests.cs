using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Background.Engines;
using OpenIaaS.Tests.Catalog.Uploads;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute.Xva;

/// <summary>Machines made of XVA files that were sent.</summary>
public sealed class ImportXvaTests
{
    [Fact]
    public async Task Good_file_becomes_a_halted_machine_with_everything_it_says()
    {
        await using var cloud = await Cloud.CreateAsync();
        var world = cloud.World;
        var file = await SendAsync(cloud, new XvaWriter().Write());
        var begun = cloud.Clock.GetUtcNow();

        await cloud.CompleteAsync(await cloud.CreateAsync(Imported(cloud, file) with { Adapters = [new NewAdapter(world.NetworkA.Id, "00:16:3e:11:22:33")] }));

        var machine = (await cloud.MachineAsync("legacy-01"))!;
        Assert.Equal(
            (PowerState.Halted, 4, 2, ByteSize.FromGiB(8), Firmware.Uefi, true, "Debian Bullseye 11"),
            (machine.Power, machine.VirtualCpus, machine.CoresPerSocket, machine.Memory, machine.Firmware, machine.SecureBoot, machine.GuestSystem));
        await using var database = cloud.Database();
        var disk = await database.VirtualDisks.SingleAsync();
        Assert.Equal(("system", ByteSize.FromMiB(5), true), (disk.Name, disk.Capacity, disk.IsBootable));
        Assert.Equal("00:16:3e:11:22:33", (await database.NetworkAdapters.SingleAsync()).MacAddress);
        Assert.Equal(ByteSize.FromMiB(5), await cloud.WrittenAsync(world.StorageA));
        Assert.True(cloud.Clock.GetUtcNow() > begun);
        // The file has served: its row is gone, and its bytes with the next look.
        Assert.Null(await cloud.UploadAsync(file));
        await cloud.Get<UploadExpiryEngine>().RunAsync(default);
        Assert.Null(await cloud.FileAsync(file.Value));
    }

    [Fact]
    public async Task Import_takes_the_time_the_file_needs_to_the_pool()
    {
        await using var cloud = await Cloud.CreateAsync();
        var small = await TimedAsync(cloud, 5);
        var large = await TimedAsync(cloud, 2000);

        // 2000 MiB more on FLASH - Standard alone are some 5 s.
        Assert.InRange((large - small).TotalSeconds, 4, 7);
    }

    [Fact]
    public async Task Broken_file_is_refused_and_leaves_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();
        var id = await AnnounceAsync(cloud, new XvaWriter { Spoil = members => members[3].Content[9] ^= 1 }.Write());

        var done = await cloud.CompleteUploadAsync(id);

        Assert.Equal("The member Ref:11/00000002 of legacy.xva does not match its checksum: the file is damaged. Export it again, or send it again.", Assert.Single(done.Problems).Message);
        Assert.Null(await cloud.UploadAsync(id));
        Assert.Null(await cloud.FileAsync(id.Value));
        await cloud.NothingIsLeftAsync();
    }

    [Fact]
    public async Task File_that_has_not_arrived_as_a_whole_becomes_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();
        var whole = new XvaWriter().Write();
        var id = await AnnounceAsync(cloud, whole, whole.Length / 2);

        await RefusedAsync(cloud, "upload.missing", Imported(cloud, id));
    }

    [Fact]
    public async Task File_of_somebody_else_is_not_found()
    {
        await using var cloud = await Cloud.CreateAsync();
        var file = await SendAsync(cloud, new XvaWriter().Write());
        var colleague = cloud.World.Caller with { UserId = cloud.Get<IdSource>().Next() };

        var refused = await cloud.CreateAsync(Imported(cloud, file), colleague);

        Assert.Contains("new-machine.file", refused.Problems.Select(problem => problem.Code));
        Assert.Equal(UploadState.Whole, (await cloud.UploadAsync(file))!.State);
    }

    [Fact]
    public async Task One_file_becomes_one_machine_at_a_time()
    {
        await using var cloud = await Cloud.CreateAsync();
        var file = await SendAsync(cloud, new XvaWriter().Write());
        var first = await cloud.CreateAsync(Imported(cloud, file));

        await RefusedAsync(cloud, "upload.taken", Imported(cloud, file) with { Name = "second" });
        await cloud.CompleteAsync(first);
    }

    [Fact]
    public async Task What_speaks_against_an_import_is_told()
    {
        await using var cloud = await Cloud.CreateAsync();
        var file = await SendAsync(cloud, new XvaWriter().Write());
        var good = Imported(cloud, file);

        await RefusedAsync(cloud, "new-machine.file", good with { File = null });
        await RefusedAsync(cloud, "new-machine.source-disk", good with { Disks = [] });
        await RefusedAsync(cloud, "new-machine.source-disk-size", good with { Disks = [good.Disks[0] with { Capacity = ByteSize.FromGiB(1) }] });
        await RefusedAsync(cloud, "new-machine.figures", good with { Memory = ByteSize.FromGiB(1) });
        await cloud.NothingIsLeftAsync();
    }

    internal static NewMachine Imported(Cloud cloud, Id<Upload> file) => new(
        cloud.World.PoolA.Id, null, "legacy-01", 4, 2, ByteSize.FromGiB(8), [new NewDisk("system", ByteSize.FromMiB(5), cloud.World.StorageA.Id)], [new NewAdapter(cloud.World.NetworkA.Id, null)],
        HighAvailabilityPriority.Disabled, 0, [], false, null, CreationMethod.Xva, File: file.Value);

    internal static async Task<Id<Upload>> SendAsync(Cloud cloud, byte[] file)
    {
        var id = await AnnounceAsync(cloud, file);
        var done = await cloud.CompleteUploadAsync(id);
        Assert.True(done.Ok, string.Join(" ", done.Problems));
        return id;
    }

    internal static async Task<Id<Upload>> AnnounceAsync(Cloud cloud, byte[] file, int? sent = null)
    {
        var id = await cloud.BeginAsync(new UploadFile(UploadKind.Xva, "legacy.xva", new ByteSize(file.Length), Sending.Changed));
        Assert.True((await cloud.AppendAsync(id, 0, file[..(sent ?? file.Length)])).Ok);
        return id;
    }

    static async Task<TimeSpan> TimedAsync(Cloud cloud, long mebibytes)
    {
        var writer = new XvaWriter();
        writer.Disks[0] = writer.Disks[0] with { Size = mebibytes * XvaWriter.Block, Blocks = [0, (int)mebibytes - 1] };
        var file = await SendAsync(cloud, writer.Write());
        var begun = cloud.Clock.GetUtcNow();
        await cloud.CompleteAsync(await cloud.CreateAsync(Imported(cloud, file) with { Name = $"m-{mebibytes}", Disks = [new NewDisk("system", ByteSize.FromMiB(mebibytes), cloud.World.StorageA.Id)] }));
        return cloud.Clock.GetUtcNow() - begun;
    }

    static async Task RefusedAsync(Cloud cloud, string code, NewMachine machine) => Assert.Equal(code, Assert.Single((await cloud.CreateAsync(machine)).Problems).Code);
}
