using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Catalog.Uploads;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

public sealed class DiskImageTests : IAsyncLifetime
{
    static readonly byte[] Image = IsoImage.Iso9660("DEBIAN_12");

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openiaas-uploads");
    Cloud cloud = null!;

    ImagePlan Plan => new("debian-12.iso", "Debian 12", cloud.World.StorageA.Id);

    public async ValueTask InitializeAsync() => cloud = await Cloud.CreateAsync(services => services.AddSingleton(new UploadFolder(folder.FullName)));

    [Fact]
    public async Task File_that_was_sent_becomes_a_disk_image_that_can_be_mounted_at_once()
    {
        var upload = await cloud.SendAsync(Image);
        await cloud.CompleteAsync(await PublishAsync(upload, Plan));
        await using var database = cloud.Database();
        var image = await database.DiskImages.SingleAsync();
        Assert.Equal(("debian-12.iso", "Debian 12", DiskImageFormat.Iso9660, "DEBIAN_12", new ByteSize(Image.Length)), (image.Name, image.Description, image.Format!.Value, image.Label, image.Size));
        Assert.Empty(await database.Uploads.ToListAsync());
        Assert.Equal(Image, await cloud.FileAsync(image.Id.Value));
        Assert.Equal((image.Size, image.Size), await TakenAsync());

        var machine = await cloud.AddMachineAsync("erp-db-01");
        await cloud.CompleteAsync(await cloud.Get<MountImage>().SubmitAsync(new MountImage.Input(machine.Id, image.Id), cloud.World.Caller, default));
        Assert.Equal(image.Id, (await cloud.MachineAsync(machine.Id)).MountedImageId);
    }

    [Fact]
    public async Task What_was_planned_with_a_file_is_begun_when_it_is_whole()
    {
        var upload = await cloud.SendAsync(Image, plan: Plan);
        var begun = await cloud.Get<CompleteUpload>().ContinueAsync(upload, cloud.World.Caller, default);
        await cloud.CompleteAsync(begun!.Value);
        await using var database = cloud.Database();
        Assert.Equal("debian-12.iso", (await database.DiskImages.SingleAsync()).Name);
    }

    [Fact]
    public async Task Storage_that_is_lost_on_the_way_gives_everything_back_and_the_file_can_be_published_again()
    {
        var upload = await cloud.SendAsync(Image);
        await cloud.Get<Faults>().SetAsync(SimulatedWork.Write, 1, "The volume did not answer.", default, times: 1);
        var failed = await cloud.EndAsync(await PublishAsync(upload, Plan));
        Assert.Equal((ActivityState.Failed, "The volume did not answer."), (failed.State, failed.Reason));
        Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
        Assert.Equal(UploadState.Whole, (await cloud.UploadAsync(upload))!.State);
        await cloud.CompleteAsync(await PublishAsync(upload, Plan));
        Assert.Equal((new ByteSize(Image.Length), new ByteSize(Image.Length)), await TakenAsync());
    }

    [Fact]
    public async Task Name_of_another_image_of_the_pool_is_refused_also_of_one_that_is_being_published()
    {
        var (first, second) = (await cloud.SendAsync(Image), await cloud.SendAsync(Image, "other.iso"));
        var going = await PublishAsync(first, Plan);
        Assert.Equal("name.taken", Assert.Single((await PublishAsync(second, Plan with { Name = "DEBIAN-12.iso" })).Problems).Code);
        await cloud.CompleteAsync(going);
        Assert.Equal("name.taken", Assert.Single((await PublishAsync(second, Plan)).Problems).Code);
        await cloud.CompleteAsync(await PublishAsync(second, Plan with { Storage = cloud.World.StorageB.Id }));
    }

    [Theory]
    [InlineData("", "image.name")]
    [InlineData("my image.iso", "image.name")]
    [InlineData("../image.iso", "image.name")]
    public async Task Name_outside_its_letters_is_refused(string name, string code)
    {
        var upload = await cloud.SendAsync(Image);
        Assert.Equal(code, Assert.Single((await PublishAsync(upload, Plan with { Name = name })).Problems).Code);
        Assert.Equal(UploadState.Whole, (await cloud.UploadAsync(upload))!.State);
    }

    [Fact]
    public async Task Full_storage_is_refused_with_what_is_free_and_what_was_asked_for()
    {
        var upload = await cloud.SendAsync(Image);
        await using (var database = cloud.Database())
        {
            var storage = await database.StorageRepositories.SingleAsync(row => row.Id == cloud.World.StorageA.Id);
            storage.Reserve(storage.Free - new ByteSize(Image.Length - 1));
            await database.SaveChangesAsync();
        }

        var refused = await PublishAsync(upload, Plan);
        Assert.Equal($"The block storage sr-az05-std-01 has {new ByteSize(Image.Length - 1)} free; {new ByteSize(Image.Length)} was asked for.", Assert.Single(refused.Problems).Message);
    }

    [Fact]
    public async Task File_is_published_once()
    {
        var upload = await cloud.SendAsync(Image);
        var first = await PublishAsync(upload, Plan);
        Assert.Equal("upload.taken", Assert.Single((await PublishAsync(upload, Plan with { Name = "again.iso" })).Problems).Code);
        Assert.Equal("upload.taken", Assert.Single((await cloud.Get<AbandonUpload>().SubmitAsync(new AbandonUpload.Input(upload), cloud.World.Caller, default)).Problems).Code);
        await cloud.CompleteAsync(first);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await PublishAsync(upload, Plan with { Name = "again.iso" })).Problems).Kind);
    }

    [Fact]
    public async Task Deleted_image_gives_back_its_space_and_its_file()
    {
        var image = await PublishedAsync();
        await cloud.CompleteAsync(await DeleteAsync(image));
        await using var database = cloud.Database();
        Assert.Empty(await database.DiskImages.ToListAsync());
        Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
        Assert.Empty(folder.EnumerateFiles());
    }

    [Fact]
    public async Task Image_in_a_drive_is_not_deleted_and_the_refusal_names_the_machines()
    {
        var image = await PublishedAsync();
        foreach (var name in new[] { "erp-db-02", "erp-db-01" })
        {
            var machine = await cloud.AddMachineAsync(name);
            await cloud.CompleteAsync(await cloud.Get<MountImage>().SubmitAsync(new MountImage.Input(machine.Id, image), cloud.World.Caller, default));
        }

        Assert.Equal("debian-12.iso is in the DVD drive of erp-db-01, erp-db-02; eject it there first.", Assert.Single((await DeleteAsync(image)).Problems).Message);
        for (var number = 3; number <= 6; number++)
        {
            var machine = await cloud.AddMachineAsync($"erp-db-0{number}");
            await cloud.CompleteAsync(await cloud.Get<MountImage>().SubmitAsync(new MountImage.Input(machine.Id, image), cloud.World.Caller, default));
        }

        Assert.Equal(
            "debian-12.iso is in the DVD drives of 6 machines, erp-db-01, erp-db-02, erp-db-03, erp-db-04, erp-db-05 and others; eject it there first.",
            Assert.Single((await DeleteAsync(image)).Problems).Message);
    }

    [Fact]
    public async Task Image_on_its_way_into_a_drive_is_not_deleted_and_a_deleted_one_is_not_mounted()
    {
        var (image, machine) = (await PublishedAsync(), await cloud.AddMachineAsync("erp-db-01"));
        var mounting = await cloud.Get<MountImage>().SubmitAsync(new MountImage.Input(machine.Id, image), cloud.World.Caller, default);
        Assert.Equal("image.mounted", Assert.Single((await DeleteAsync(image)).Problems).Code);
        await cloud.CompleteAsync(mounting);
        await cloud.CompleteAsync(await cloud.Get<EjectImage>().SubmitAsync(new EjectImage.Input(machine.Id), cloud.World.Caller, default));
        var deleting = await DeleteAsync(image);
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await cloud.Get<MountImage>().SubmitAsync(new MountImage.Input(machine.Id, image), cloud.World.Caller, default)).Problems).Kind);
        await cloud.CompleteAsync(deleting);
    }

    [Fact]
    public async Task Image_being_mounted_at_the_same_moment_is_not_deleted()
    {
        var (image, machine) = (await PublishedAsync(), await cloud.AddMachineAsync("erp-db-01"));
        await using var deleting = cloud.Database();
        var seen = await deleting.DiskImages.SingleAsync();
        Assert.True((await cloud.Get<MountImage>().SubmitAsync(new MountImage.Input(machine.Id, image), cloud.World.Caller, default)).Ok);
        deleting.Remove(seen);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => deleting.SaveChangesAsync());
    }

    [Fact]
    public async Task Image_of_another_tenant_is_not_found()
    {
        var image = await PublishedAsync();
        Assert.Equal(ProblemKind.NotFound, Assert.Single((await cloud.Get<DeleteImage>().SubmitAsync(new DeleteImage.Input(image), cloud.World.Stranger, default)).Problems).Kind);
    }

    public async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        folder.Delete(recursive: true);
    }

    async Task<Id<DiskImage>> PublishedAsync()
    {
        var upload = await cloud.SendAsync(Image);
        await cloud.CompleteAsync(await PublishAsync(upload, Plan));
        return new Id<DiskImage>(upload.Value);
    }

    Task<Result<Id<Activity>>> PublishAsync(Id<Upload> upload, ImagePlan plan) => cloud.Get<PublishImage>().SubmitAsync(new PublishImage.Input(upload, plan), cloud.World.Caller, default);

    Task<Result<Id<Activity>>> DeleteAsync(Id<DiskImage> image) => cloud.Get<DeleteImage>().SubmitAsync(new DeleteImage.Input(image), cloud.World.Caller, default);

    /// <summary>What the console says is taken of the storage of pool A, and what the array says.</summary>
    async Task<(ByteSize Console, ByteSize Array)> TakenAsync()
    {
        await using var database = cloud.Database();
        var storage = await database.StorageRepositories.SingleAsync(row => row.Id == cloud.World.StorageA.Id);
        return (storage.Used, (await cloud.Get<IBlockStorage>().ObserveAsync(default)).Single(volume => volume.Storage == storage.Id).Used);
    }
}
