using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Sets how a virtual machine boots, and whether it starts with its host.</summary>
public sealed class SetVirtualMachineSettings(Submission submission) : ICommand
{
    /// <param name="Version">The version of the machine the caller saw.</param>
    public sealed record Input(Id<VirtualMachine> VirtualMachine, int Version, bool AutoPowerOn, Firmware Firmware, bool SecureBoot, BootOrder BootOrder);

    public string ActivityType => ActivityTypes.VirtualMachineSettings;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.ComputeManagement, input, caller, async database =>
        {
            var machine = await database.FindVisibleAsync(input.VirtualMachine, caller, stop);
            if (machine is null) return Problem.NotFound(MachineTarget.Noun, input.VirtualMachine);
            if (machine.Version != input.Version) return Problem.Changed(MachineTarget.Noun, machine.Name);
            var policies = await database.BackupAssignments.CountAsync(assignment => assignment.MachineId == machine.Id, stop);
            var can = machine.CanSet(input.Firmware, input.SecureBoot, input.AutoPowerOn, policies);
            if (!can.Ok) return Result<ActivityTarget>.Refused(can.Problems);
            machine.SetBoot(input.Firmware, input.SecureBoot, input.BootOrder);
            machine.SetAutoPowerOn(input.AutoPowerOn);
            return MachineTarget.Of(machine);
        }, stop);
}
