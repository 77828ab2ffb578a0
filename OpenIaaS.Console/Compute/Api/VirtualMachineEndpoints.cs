using OpenIaaS.Console.Api;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>Virtual machines: read, made, changed, deleted. Power, drive and moves are in <see cref="VirtualMachineActionEndpoints"/>.</summary>
static class VirtualMachineEndpoints
{
    /// <summary>Where a change is asked for by other names than the use case has.</summary>
    internal static readonly Dictionary<string, string> Fields = new()
    {
        [nameof(UpdateVirtualMachine.Input.VirtualCpus)] = "cpu", [nameof(UpdateVirtualMachine.Input.CoresPerSocket)] = "numCoresPerSocket",
        [nameof(UpdateVirtualMachine.Input.Firmware)] = "bootFirmware", [nameof(UpdateVirtualMachine.Input.BootOrder)] = "order", ["Template"] = "templateId",
        ["CloudInit.CloudConfig"] = "cloudInit.cloudConfig", ["CloudInit.NetworkConfig"] = "cloudInit.networkConfig", ["Adapters"] = "networkAdapters",
    };

    static readonly Dictionary<string, string> NewFields = Fields
        .Concat(Enumerable.Range(0, Domain.Network.AdapterLimits.Most).SelectMany(index => new KeyValuePair<string, string>[]
        {
            new($"Adapters[{index}].{nameof(NewAdapter.Network)}", $"networkAdapters[{index}].networkId"), new($"Adapters[{index}].{nameof(NewAdapter.MacAddress)}", $"networkAdapters[{index}].mac"),
        })).ToDictionary();

    public static void MapVirtualMachines(this IEndpointRouteBuilder app)
    {
        var machines = new ApiGroup(app, "/compute/v1/open_iaas/virtual_machines", "Virtual machines");
        machines.List<VirtualMachineWire>("", Permission.ComputeRead, "The virtual machines of the tenant, or of one availability zone.", ListAsync).Remembered();
        machines.Read<VirtualMachineWire>("/{id}", Permission.ComputeRead, "One virtual machine.", ReadAsync).Remembered();
        machines.Write("POST", "", Permission.ComputeManagement, "Make a virtual machine from a template; it is powered off once it is made.", CreateAsync);
        machines.Write("PATCH", "/{id}", Permission.ComputeManagement, "Change settings of a virtual machine, all of them at once or none.", ChangeAsync);
        machines.Write("DELETE", "/{id}", Permission.ComputeManagement, "Delete a virtual machine with its disks and its replica; the power of one that runs is cut.", DeleteAsync);
        machines.MapActions();
        machines.MapCopies();
    }

    static async Task<IResult> ListAsync(string? machineManagerId, ApiCaller who, MachineApiQueries machines, CancellationToken stop) =>
        Answer.List(await machines.ListAsync(Given.Id<AvailabilityZone>(machineManagerId), who.Caller, stop), VirtualMachineWire.Of);

    static async Task<IResult> ReadAsync(string id, ApiCaller who, MachineApiQueries machines, CancellationToken stop) =>
        Id<VirtualMachine>.TryParse(id, null, out var known) ? Answer.One(await machines.FindAsync(known, who.Caller, stop), VirtualMachineWire.Of) : NotFound(id);

    static async Task<IResult> CreateAsync(NewVirtualMachineBody body, ApiCaller who, CreateVirtualMachine create, CancellationToken stop)
    {
        var missing = Given.Missing(("name", body.Name), ("templateId", body.TemplateId), ("cpu", body.Cpu), ("memory", body.Memory));
        var cloudInit = CloudInitBody.Read(body.CloudInit, missing);
        if (missing.Count > 0) return Answer.Accepted(missing);
        var order = new CreateVirtualMachine.FromTemplate(
            Given.Id<Domain.Catalog.Template>(body.TemplateId)!.Value, body.Name!, body.Cpu!.Value, new ByteSize(body.Memory!.Value), cloudInit,
            [.. (body.NetworkAdapters ?? []).Select(adapter => new NewAdapter(Given.Id<Domain.Network.VirtualNetwork>(adapter.NetworkId), adapter.Mac))]);
        return Answer.Accepted(await create.SubmitFromTemplateAsync(order, who.Caller, stop), NewFields);
    }

    static async Task<IResult> ChangeAsync(string id, VirtualMachineChangeBody body, bool? evenIfUnprotected, ApiCaller who, UpdateVirtualMachine update, CancellationToken stop)
    {
        if (!Id<VirtualMachine>.TryParse(id, null, out var known)) return NotFound(id);
        if (!Given.TryWord(ComputeWire.Firmwares, body.BootFirmware, out var wrong, out var firmware, "bootFirmware")) return Answer.Accepted(wrong);
        if (!Given.TryWord(ComputeWire.Priorities, body.HighAvailability, out wrong, out var priority, "highAvailability")) return Answer.Accepted(wrong);
        var input = new UpdateVirtualMachine.Input(
            known, null, Given.Text(body.Name), body.Cpu, body.NumCoresPerSocket, body.Memory is { } memory ? new ByteSize(memory) : null, firmware, body.SecureBoot, null, body.AutoPowerOn, priority, evenIfUnprotected ?? false);
        return Answer.Accepted(await update.SubmitAsync(input, who.Caller, stop), Fields);
    }

    static async Task<IResult> DeleteAsync(string id, ApiCaller who, DeleteVirtualMachine delete, CancellationToken stop) =>
        Id<VirtualMachine>.TryParse(id, null, out var known) ? Answer.Accepted(await delete.SubmitAsync(new DeleteVirtualMachine.Input(known, Force: true, WithReplica: true), who.Caller, stop)) : NotFound(id);

    internal static IResult NotFound(string id) => Answer.NotFound("virtual machine", id);
}
