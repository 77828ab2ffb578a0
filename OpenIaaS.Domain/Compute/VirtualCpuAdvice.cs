using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What to know about a number of vCPUs (Concepts, vCPU Resource Management).</summary>
public static class VirtualCpuAdvice
{
    /// <summary>The advice for so many vCPUs; null up to 128, with which Linux machines were tested.</summary>
    /// <returns><c>vcpu.untested</c> above 128.</returns>
    public static Notice? Of(int count) => count <= VirtualMachineLimits.TestedVirtualCpus
        ? null
        : Notice.Of("vcpu.untested", $"Machines were tested with up to {VirtualMachineLimits.TestedVirtualCpus} vCPUs, on Linux; up to {VirtualMachineLimits.MostVirtualCpus} is theory. More than the guest system supports makes it slower.");
}
