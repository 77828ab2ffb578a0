using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>What is done with a virtual machine.</summary>
static class VirtualMachineActionEndpoints
{
    static readonly Dictionary<string, string> Fields = new() { ["Host"] = "hostId", ["Image"] = "virtualDiskId", ["BootOrder"] = "order" };

    public static void MapActions(this ApiGroup machines)
    {
        machines.Write("PATCH", "/{id}/power", Permission.VirtualMachinePower, "Power a virtual machine on or off.", PowerAsync);
        machines.Write("PATCH", "/{id}/boot_order", Permission.ComputeManagement, "Set which devices a virtual machine boots from.", BootOrderAsync);
        machines.Write("POST", "/{id}/mount", Permission.ComputeManagement, "Put an ISO into the empty DVD drive of a virtual machine.", MountAsync);
        machines.Write("POST", "/{id}/unmount", Permission.ComputeManagement, "Take the ISO out of the DVD drive of a virtual machine.", UnmountAsync);
        machines.Write("POST", "/{id}/relocate", Permission.ComputeManagement, "Move a running virtual machine to another host of its pool.", RelocateAsync);
    }

    static async Task<IResult> PowerAsync(string id, PowerBody body, bool? evenIfUnprotected, ApiCaller who, StartVirtualMachine start, StopVirtualMachine halt, CancellationToken stop)
    {
        if (!Id<VirtualMachine>.TryParse(id, null, out var known)) return VirtualMachineEndpoints.NotFound(id);
        if (!Given.TryWord(ComputeWire.Powers, body.PowerState, out var wrong, out var on, "powerState")) return Answer.Accepted(wrong);
        return on switch
        {
            true => Answer.Accepted(await start.SubmitAsync(new StartVirtualMachine.Input(known, Given.Id<Host>(body.HostId), body.BypassMacAddressesCheck ?? false, evenIfUnprotected ?? false), who.Caller, stop), Fields),
            false => Answer.Accepted(await halt.SubmitAsync(new StopVirtualMachine.Input(known, body.Force ?? false, Delay(body.ForceShutdownDelay)), who.Caller, stop), Fields),
            null => Answer.Accepted(Given.Missing("powerState")),
        };
    }

    static async Task<IResult> BootOrderAsync(string id, BootOrderBody body, ApiCaller who, UpdateVirtualMachine update, CancellationToken stop)
    {
        if (!Id<VirtualMachine>.TryParse(id, null, out var known)) return VirtualMachineEndpoints.NotFound(id);
        if (body.Order is null) return Answer.Accepted(Given.Missing("order"));
        List<BootFrom> devices = [];
        foreach (var word in body.Order)
        {
            if (!Given.TryWord(ComputeWire.Devices, word, out var wrong, out var device, "order")) return Answer.Accepted(wrong);
            if (device is { } one) devices.Add(one);
        }

        var order = BootOrders.Of(devices);
        return order.Ok
            ? Answer.Accepted(await update.SubmitAsync(new UpdateVirtualMachine.Input(known, null, BootOrder: order.Value), who.Caller, stop), Fields)
            : Answer.Accepted(Result<Id<Activity>>.Refused(order.Problems), Fields);
    }

    static async Task<IResult> MountAsync(string id, MountBody body, ApiCaller who, MountImage mount, CancellationToken stop)
    {
        if (!Id<VirtualMachine>.TryParse(id, null, out var known)) return VirtualMachineEndpoints.NotFound(id);
        return Given.Id<DiskImage>(body.VirtualDiskId) is { } image
            ? Answer.Accepted(await mount.SubmitAsync(new MountImage.Input(known, image), who.Caller, stop), Fields)
            : Answer.Accepted(Given.Missing("virtualDiskId"));
    }

    static async Task<IResult> UnmountAsync(string id, ApiCaller who, EjectImage eject, CancellationToken stop) =>
        Id<VirtualMachine>.TryParse(id, null, out var known) ? Answer.Accepted(await eject.SubmitAsync(new EjectImage.Input(known), who.Caller, stop)) : VirtualMachineEndpoints.NotFound(id);

    static async Task<IResult> RelocateAsync(string id, RelocateMachineBody body, bool? evenIfUnprotected, ApiCaller who, MigrateVirtualMachine migrate, CancellationToken stop)
    {
        if (!Id<VirtualMachine>.TryParse(id, null, out var known)) return VirtualMachineEndpoints.NotFound(id);
        return Given.Id<Host>(body.HostId) is { } host
            ? Answer.Accepted(await migrate.SubmitAsync(new MigrateVirtualMachine.Input(known, host, evenIfUnprotected ?? false), who.Caller, stop), Fields)
            : Answer.Accepted(Given.Missing("hostId"));
    }

    static TimeSpan? Delay(int? seconds) => seconds is null or 0 ? null : TimeSpan.FromSeconds(seconds.Value);
}
