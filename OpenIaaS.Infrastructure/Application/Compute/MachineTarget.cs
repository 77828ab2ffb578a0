using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>How activities name a virtual machine.</summary>
static class MachineTarget
{
    public const string Noun = "virtual machine";

    public static ActivityTarget Of(VirtualMachine machine) => new(Noun, machine.Id.Value, machine.Name);
}
