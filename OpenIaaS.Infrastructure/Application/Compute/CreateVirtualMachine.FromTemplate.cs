using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <content>As scripts make machines: a template and what differs from it; more disks follow.</content>
public sealed partial class CreateVirtualMachine
{
    /// <param name="Adapters">One entry for each adapter of the template, in their order, or none at all; one without a network stays on the template's.</param>
    public sealed record FromTemplate(Id<Template> Template, string Name, int VirtualCpus, ByteSize Memory, CloudInit? CloudInit, IReadOnlyList<NewAdapter> Adapters);

    /// <summary>Accepts a machine with the disks and adapters of a template, powered off once it is made.</summary>
    public async Task<Result<Id<Activity>>> SubmitFromTemplateAsync(FromTemplate order, Caller caller, CancellationToken stop)
    {
        if (!caller.May(Permission.ComputeManagement)) return Problem.Forbidden(Permission.ComputeManagement);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.FindVisibleAsync(order.Template, caller, stop) is not { } template) return Problem.NotFound("template", order.Template);
        var machine = (NewMachine.From(template) with
        {
            Name = order.Name,
            VirtualCpus = order.VirtualCpus,
            CoresPerSocket = template.CoresPerSocketOf(order.VirtualCpus),
            Memory = order.Memory,
            CloudInit = order.CloudInit,
        }).With(template, order.Adapters);
        return machine.Ok ? await AcceptAsync(machine.Value, disksMayFollow: true, caller, stop) : Result<Id<Activity>>.Refused(machine.Problems);
    }
}
