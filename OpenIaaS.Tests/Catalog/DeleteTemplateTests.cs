using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog;

/// <summary>Templates that leave the catalog.</summary>
public sealed class DeleteTemplateTests : IAsyncLifetime
{
    static readonly ByteSize Disk = ByteSize.FromGiB(20);

    Cloud cloud = null!;

    public async ValueTask InitializeAsync() => cloud = await Cloud.CreateAsync();

    [Fact]
    public async Task One_that_was_a_machine_gives_the_space_of_its_disks_back()
    {
        var template = await ConvertedAsync();
        Assert.Equal((Disk, Disk), await TakenAsync());

        var ended = await cloud.CompleteAsync(await DeleteAsync(template));

        Assert.Equal((ActivityTypes.TemplateDelete, "erp-db-01"), (ended.Type, ended.TargetName));
        Assert.True(ended.EndedAt > ended.CreatedAt);
        Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
        Assert.Equal((0, 0), await LeftAsync(template));
    }

    [Fact]
    public async Task One_that_was_copied_from_the_public_catalog_gives_its_space_back_and_one_without_disks_has_none()
    {
        foreach (var name in new[] { "debian-12.8-cloud", "empty-small" })
        {
            var item = PublicItem.All.Single(known => known.Name == name);
            await cloud.CompleteAsync(await cloud.Get<AddToCatalog>().SubmitAsync(new AddToCatalog.Order(item.Id, cloud.World.StorageA.Id), cloud.World.Caller, default));
            Assert.Equal((item.Takes, item.Takes), await TakenAsync());
            await cloud.CompleteAsync(await DeleteAsync(await NamedAsync(name)));
            Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
        }
    }

    [Theory]
    [InlineData("fault")]
    [InlineData("lost before")]
    [InlineData("lost on the way")]
    public async Task When_it_fails_the_template_stands_there_whole_and_can_be_deployed_and_deleted(string failure)
    {
        var template = await ConvertedAsync();
        await using (var database = cloud.Database()) await MarkTwoDisksAsync(database, template);
        if (failure == "fault") await cloud.Get<Faults>().SetAsync(SimulatedWork.DeleteTemplate, 1, "The control domain did not answer.", default, times: 1);
        var accepted = await DeleteAsync(template);
        if (failure == "lost before") await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: false, default);
        await cloud.Get<ActivityWorker>().BeginDueAsync(default);
        cloud.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        if (failure == "lost on the way") await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: false, default);

        Assert.Equal(ActivityState.Failed, (await cloud.EndAsync(accepted)).State);

        Assert.Equal((1, 1), await LeftAsync(template));
        Assert.Equal((Disk, Disk + Disk), (await cloud.UsedAsync(cloud.World.StorageA), (await TakenAsync()).Array));
        await cloud.Get<Faults>().ConnectAsync(cloud.World.StorageA.Id, connected: true, default);
        await using (var database = cloud.Database())
        {
            (await database.StorageRepositories.SingleAsync(row => row.Id == cloud.World.StorageA.Id)).Observe(connected: true);
            await database.SaveChangesAsync();
            Assert.Equal(2, (await database.Templates.SingleAsync(row => row.Id == template)).Disks.Count);
        }

        await cloud.CompleteAsync(await DeleteAsync(template));
        Assert.Equal((0, 0), await LeftAsync(template));
        Assert.Equal((ByteSize.Zero, ByteSize.Zero), await TakenAsync());
    }

    [Fact]
    public async Task A_machine_being_made_from_it_keeps_it_and_the_refusal_names_the_machine()
    {
        var making = await cloud.CreateAsync(NewMachine.From(cloud.World.Debian) with { Name = "erp-web-01", BackupPolicies = [cloud.World.Daily.Id] });

        Assert.Equal("erp-web-01 is being made from debian-12-base; wait until that has ended.", Assert.Single((await DeleteAsync(cloud.World.Debian.Id)).Problems).Message);
        Assert.Equal("template.in-use", (await cloud.Get<CatalogQueries>().TemplateAsync(cloud.World.Debian.Id, cloud.World.Caller, default)).Value.Delete?.Code);

        await cloud.CompleteAsync(making);
        await cloud.CompleteAsync(await DeleteAsync(cloud.World.Debian.Id));
        Assert.NotNull(await cloud.MachineAsync("erp-web-01"));
    }

    [Fact]
    public async Task Of_a_deletion_and_a_machine_asked_for_at_the_same_moment_one_is_refused()
    {
        var deleting = Task.Run(() => DeleteAsync(cloud.World.Debian.Id));
        var making = Task.Run(() => cloud.CreateAsync(NewMachine.From(cloud.World.Debian) with { Name = "erp-web-01", BackupPolicies = [cloud.World.Daily.Id] }));

        var (deleted, made) = (await deleting, await making);

        Assert.NotEqual(deleted.Ok, made.Ok);
    }

    [Fact]
    public async Task One_that_goes_is_not_deployed_any_more_and_its_name_is_free_at_once()
    {
        var template = await ConvertedAsync();
        await cloud.Get<Faults>().SetAsync(SimulatedWork.DeleteTemplate, 1, "The control domain did not answer.", default, times: 1);
        var deleting = await DeleteAsync(template);
        Assert.False((await cloud.Get<CatalogQueries>().TemplateAsync(template, cloud.World.Caller, default)).Ok);
        var other = await cloud.AddMachineAsync("erp-db-01");
        await cloud.CompleteAsync(await cloud.Get<ConvertToTemplate>().SubmitAsync(other.Id, "", cloud.World.Caller, default));

        await cloud.EndAsync(deleting);

        await using var database = cloud.Database();
        Assert.Equal("erp-db-01-2", (await database.Templates.SingleAsync(row => row.Id == template)).Name);
    }

    [Fact]
    public async Task One_of_another_tenant_is_not_found() =>
        PowerTests.Refused("not-found", await cloud.Get<DeleteTemplate>().SubmitAsync(new DeleteTemplate.Input(cloud.World.Debian.Id), cloud.World.Stranger, default));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "template.in-use")]
    [InlineData(5, "template.in-use")]
    [InlineData(6, "template.in-use-many")]
    public void Machines_being_made_from_it_are_named_up_to_five(int machines, string? code) =>
        Assert.Equal(code, cloud.World.Debian.CanDelete([.. Enumerable.Range(1, machines).Select(number => $"web-{number}")], cut: null).First?.Code);

    public ValueTask DisposeAsync() => cloud.DisposeAsync();

    /// <summary>A second disk that was delivered with it: whatever fails, neither of the two is gone alone.</summary>
    async Task MarkTwoDisksAsync(Infrastructure.Persistence.ConsoleDbContext database, Id<Template> id)
    {
        var template = await database.Templates.SingleAsync(row => row.Id == id);
        template.Disks.Add(new TemplateDisk("data", Disk, cloud.World.StorageA.Id));
        database.Entry(template).Property(row => row.Disks).IsModified = true;
        await database.SaveChangesAsync();
        await cloud.Get<IBlockStorage>().WriteAsync("data", cloud.World.StorageA.Id, Disk, null, default);
        cloud.Clock.Advance(TimeSpan.FromMinutes(10));
    }

    async Task<Id<Template>> ConvertedAsync()
    {
        var machine = await CloneTests.AddAsync(cloud);
        var ended = await cloud.CompleteAsync(await cloud.Get<ConvertToTemplate>().SubmitAsync(machine.Id, "", cloud.World.Caller, default));
        return Id<Template>.Parse(ended.Outcome!, null);
    }

    async Task<Id<Template>> NamedAsync(string name)
    {
        await using var database = cloud.Database();
        return await database.Templates.Where(template => template.Name == name).Select(template => template.Id).SingleAsync();
    }

    Task<Result<Id<Activity>>> DeleteAsync(Id<Template> template) => cloud.Get<DeleteTemplate>().SubmitAsync(new DeleteTemplate.Input(template), cloud.World.Caller, default);

    /// <summary>How many there are of it in the catalog, and of its disks on the hardware.</summary>
    async Task<(int Templates, int Disks)> LeftAsync(Id<Template> id)
    {
        await using var database = cloud.Database();
        return (await database.Templates.CountAsync(row => row.Id == id), await database.Set<SimulatedLooseDisk>().CountAsync());
    }

    /// <summary>What the console says is taken of the storage of pool A, and what the array says.</summary>
    async Task<(ByteSize Console, ByteSize Array)> TakenAsync() =>
        (await cloud.UsedAsync(cloud.World.StorageA), (await cloud.Get<IBlockStorage>().ObserveAsync(default)).Single(volume => volume.Storage == cloud.World.StorageA.Id).Used);
}
