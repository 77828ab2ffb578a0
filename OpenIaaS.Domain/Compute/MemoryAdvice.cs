using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>What to know about an amount of memory, by the three bands of Concepts, Memory Resource Management.</summary>
public static class MemoryAdvice
{
    /// <summary>The advice for a machine of this memory; null up to 1.5 TiB, where everything works.</summary>
    /// <returns><c>memory.no-snapshot</c> above 1.5 TiB, <c>memory.theoretical</c> above 8 TiB, which <see cref="VirtualMachineLimits.CheckMemory"/> refuses.</returns>
    public static Notice? Of(ByteSize memory)
    {
        if (memory <= VirtualMachineLimits.MostMemoryWithSnapshot) return null;
        return memory <= VirtualMachineLimits.MostMemory
            ? Notice.Of("memory.no-snapshot", $"Above {VirtualMachineLimits.MostMemoryWithSnapshot} a snapshot cannot include the memory; {VirtualMachineLimits.MostMemory} is the most.")
            : Notice.Of("memory.theoretical", $"{VirtualMachineLimits.TheoreticalMemory}, less what Xen and the control domain take, is only a theoretical maximum without security support.");
    }
}
