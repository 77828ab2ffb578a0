using OpenIaaS.Console.Api.Description;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>A machine to be made from a template.</summary>
/// <param name="TemplateId">The template; the machine is made in its pool, with its disks.</param>
/// <param name="Cpu">vCPUs, 1 to 254.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="CloudInit">What its system configures itself with at its first boot.</param>
/// <param name="NetworkAdapters">One entry for each adapter of the template, in their order; or none at all.</param>
[Example("""{"name":"web-01","templateId":"0198c0de-0000-7000-8000-00000000000c","cpu":2,"memory":4294967296,"cloudInit":{"cloudConfig":"#cloud-config\nhostname: web-01\n"},"networkAdapters":[{"networkId":"0198c0de-0000-7000-8000-000000000004"}]}""")]
sealed record NewVirtualMachineBody(string? Name, string? TemplateId, int? Cpu, long? Memory, CloudInitBody? CloudInit, IReadOnlyList<NewVirtualMachineBody.Adapter>? NetworkAdapters)
{
    /// <param name="NetworkId">A network of the pool; empty for the template's.</param>
    /// <param name="Mac">Its MAC address; absent for a new one.</param>
    public sealed record Adapter(string? NetworkId, string? Mac);
}

/// <summary>What of a machine is to change; what is absent stays.</summary>
/// <param name="Cpu">vCPUs, 1 to 254; only while it is off.</param>
/// <param name="NumCoresPerSocket">Cores in each virtual socket, which divide the vCPUs; only while it is off.</param>
/// <param name="Memory">Bytes; only while it is off.</param>
/// <param name="SecureBoot">With <c>uefi</c> only.</param>
/// <param name="BootFirmware"><c>bios</c> or <c>uefi</c>; only while it is off.</param>
/// <param name="AutoPowerOn">Whether it starts with its host; needs a backup policy.</param>
/// <param name="HighAvailability"><c>disabled</c>, <c>restart</c> or <c>best-effort</c>.</param>
[Example("""{"name":"web-01","cpu":4,"numCoresPerSocket":2,"memory":8589934592,"highAvailability":"restart"}""")]
sealed record VirtualMachineChangeBody(string? Name, int? Cpu, int? NumCoresPerSocket, long? Memory, bool? SecureBoot, string? BootFirmware, bool? AutoPowerOn, string? HighAvailability);

/// <summary>Whether a machine is to run.</summary>
/// <param name="PowerState"><c>on</c> or <c>off</c>.</param>
/// <param name="HostId">The host to start on; absent for the one it ran on last, or any other while that has no room.</param>
/// <param name="Force">Cuts the power at once; a clean shutdown needs the management agent.</param>
/// <param name="BypassMacAddressesCheck">Starts it although another adapter has one of its MAC addresses.</param>
/// <param name="ForceShutdownDelay">After how many seconds the power of a system is cut that has not ended by itself, 10 to 1800; absent or 0 to wait.</param>
/// <param name="BypassBlockedOperation">Taken and without effect: nothing is blocked here that this could pass by.</param>
[Example("""{"powerState":"on","hostId":"0198c0de-0000-7000-8000-000000000005"}""")]
sealed record PowerBody(string? PowerState, string? HostId, bool? Force, bool? BypassMacAddressesCheck, int? ForceShutdownDelay, bool? BypassBlockedOperation);

/// <param name="Order">The devices it tries, first one first: one to three of <c>Hard-Drive</c>, <c>DVD-Drive</c>, <c>Network</c>.</param>
[Example("""{"order":["Hard-Drive","DVD-Drive"]}""")]
sealed record BootOrderBody(IReadOnlyList<string>? Order);

/// <param name="VirtualDiskId">The ISO, by the id it has among the disks.</param>
[Example("""{"virtualDiskId":"0198c0de-0000-7000-8000-000000000002"}""")]
sealed record MountBody(string? VirtualDiskId);

/// <param name="HostId">The host of its pool it moves to, running all along.</param>
[Example("""{"hostId":"0198c0de-0000-7000-8000-000000000005"}""")]
sealed record RelocateMachineBody(string? HostId);
