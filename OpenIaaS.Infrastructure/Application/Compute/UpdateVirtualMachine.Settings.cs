using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <content>What needs no hardware.</content>
public sealed partial class UpdateVirtualMachine
{
    /// <summary>A script sends what it wants to be; figures the machine has already are no change, and need no machine that is off.</summary>
    async Task<Input> WithoutWhatItHasAsync(Input asked, Caller caller, CancellationToken stop)
    {
        if (!asked.IsCold || !caller.May(Permission.ComputeManagement)) return asked;
        await using var database = await databases.CreateDbContextAsync(stop);
        var has = await database.VisibleTo<VirtualMachine>(caller).Where(machine => machine.Id == asked.VirtualMachine)
            .Select(machine => new { machine.VirtualCpus, machine.CoresPerSocket, machine.Memory }).SingleOrDefaultAsync(stop);
        return has is null ? asked : asked with
        {
            VirtualCpus = asked.VirtualCpus == has.VirtualCpus ? null : asked.VirtualCpus,
            CoresPerSocket = asked.CoresPerSocket == has.CoresPerSocket ? null : asked.CoresPerSocket,
            Memory = asked.Memory == has.Memory ? null : asked.Memory,
        };
    }

    static async Task<IEnumerable<Problem>> CheckSettingsAsync(ConsoleDbContext database, Input input, VirtualMachine machine, CancellationToken stop)
    {
        if (input is { Firmware: null, SecureBoot: null, AutoPowerOn: null }) return [];
        var policies = await database.BackupAssignments.CountAsync(assignment => assignment.MachineId == machine.Id, stop);
        return machine.CanSet(input.Firmware ?? machine.Firmware, input.SecureBoot ?? machine.SecureBoot, input.AutoPowerOn ?? machine.AutoPowerOn, policies).Problems;
    }

    static void Set(VirtualMachine machine, Input input)
    {
        if (input.Name is { } name) machine.Rename(name);
        machine.SetBoot(input.Firmware ?? machine.Firmware, input.SecureBoot ?? machine.SecureBoot, input.BootOrder ?? machine.BootOrder);
        machine.SetAutoPowerOn(input.AutoPowerOn ?? machine.AutoPowerOn);
        machine.Prioritise(input.HighAvailability ?? machine.HighAvailability, machine.StartOrder);
    }
}
