using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Gives virtual machines a tag, or another value of one they have: all of them or none. The activity is about the first.</summary>
public sealed class TagVirtualMachines(Submission submission) : ICommand
{
    /// <param name="Value">Empty for a tag that is only a key.</param>
    public sealed record Input(string Key, string Value, IReadOnlyList<Id<VirtualMachine>> VirtualMachines);

    public string ActivityType => ActivityTypes.VirtualMachineTag;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.TagWrite, input, caller, async database =>
        {
            if (input.VirtualMachines.Count == 0) return Problem.Invalid("tag.resource", $"Name at least one machine to tag.", nameof(Input.VirtualMachines));
            var tag = new MachineTag(input.Key, input.Value);
            var found = await database.VisibleTo<VirtualMachine>(caller).Where(machine => input.VirtualMachines.Contains(machine.Id)).ToListAsync(stop);
            List<VirtualMachine> machines = [];
            foreach (var id in input.VirtualMachines)
            {
                if (found.SingleOrDefault(machine => machine.Id == id) is not { } machine) return Problem.NotFound(MachineTarget.Noun, id);
                var others = machine.Tags.Select(MachineTag.Read).Where(other => other.Key != tag.Key);
                var check = MachineTags.Check([.. others, tag], nameof(Input.Key), nameof(Input.Value));
                if (!check.Ok) return Result<ActivityTarget>.Refused(check.Problems);
                machines.Add(machine);
            }

            foreach (var machine in machines) machine.Tag(tag);
            return MachineTarget.Of(machines[0]);
        }, stop);
}
