using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>Deletes a template with its disks. It leaves the catalog at once, so that nothing is made from it meanwhile; its space is free when the hardware has let all of them go.</summary>
public sealed class DeleteTemplate(Submission submission, IHypervisor hypervisor, IDbContextFactory<ConsoleDbContext> databases) : IOperation<DeleteTemplate.Stored>
{
    const string Noun = "template";

    public sealed record Input(Id<Template> Template);

    /// <summary>All of it, so that it can stand there again when the hardware would not let it go.</summary>
    public sealed record Stored(
        Id<Template> Template, Id<Tenant> Tenant, Id<Pool> Pool, string Name, string Description, string GuestSystem, int VirtualCpus, ByteSize Memory, Firmware Firmware,
        IReadOnlyList<TemplateDisk> Disks, IReadOnlyList<TemplateAdapter> Adapters, int CoresPerSocket = 1);

    public string ActivityType => ActivityTypes.TemplateDelete;

    public async Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement)) return Problem.Forbidden(Permission.ComputeManagement);
        await using var reading = await databases.CreateDbContextAsync(stop);
        if (await reading.FindVisibleAsync(input.Template, caller, stop) is not { } known) return Problem.NotFound(Noun, input.Template);
        return await submission.AcceptAsync(ActivityType, Permission.ComputeManagement, Of(known), caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Template, caller, stop) is not { } template) return Problem.NotFound(Noun, input.Template);
            // A machine made from it raises the version of its pool too: of the two that meet, one is refused.
            var pool = await database.Pools.SingleAsync(row => row.Id == template.PoolId, stop);
            var can = await TemplateUses.CheckAsync(database, template, stop);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            database.Entry(pool).State = EntityState.Modified;
            database.Remove(template);
            return new ActivityTarget(Noun, template.Id.Value, template.Name);
        }, stop);
    }

    public async Task<Result<string>> RunAsync(Stored input, ActivityProgress progress, CancellationToken stop)
    {
        var task = await hypervisor.DeleteTemplateAsync(progress.Key("delete"), input.Template, input.Disks, stop);
        var deleted = await progress.FollowAsync(task, hypervisor.TaskAsync, stop);
        return deleted.Ok ? "" : deleted;
    }

    public async Task RecordAsync(Stored input, string outcome, ConsoleDbContext database, CancellationToken stop)
    {
        var storages = (await TemplateUses.StoragesAsync(database, input.Disks, stop)).ToDictionary(storage => storage.Id);
        foreach (var disk in input.Disks) storages[disk.StorageRepositoryId].Release(disk.Capacity);
    }

    /// <summary>It stands there again; under a number when another one of its pool took its name meanwhile.</summary>
    public async Task UndoAsync(Stored input, string reason, ConsoleDbContext database, CancellationToken stop)
    {
        var names = await database.Templates.Where(template => template.PoolId == input.Pool).Select(template => template.Name).ToListAsync(stop);
        database.Add(new Template(
            input.Template, input.Tenant, input.Pool, DiskImage.FreeName(input.Name, names), input.Description, input.GuestSystem, input.VirtualCpus, input.Memory, input.Firmware, input.Disks, input.Adapters,
            input.CoresPerSocket));
    }

    static Stored Of(Template template) => new(
        template.Id, template.TenantId, template.PoolId, template.Name, template.Description, template.GuestSystem, template.VirtualCpus, template.Memory, template.Firmware,
        template.Disks, template.Adapters, template.CoresPerSocket);
}
