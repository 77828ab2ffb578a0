using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>The limits of a machine's vCPU and memory (Concepts, vCPU Resource Management and Memory Resource Management).</summary>
public static class VirtualMachineLimits
{
    /// <summary>The most vCPUs: 254, a theoretical limit.</summary>
    public const int MostVirtualCpus = 254;

    /// <summary>Up to here tests on Linux machines were successful: 128. Above, the guest system decides, and the console advises.</summary>
    public const int TestedVirtualCpus = 128;

    /// <summary>The most memory with memory snapshots: 1.5 TiB.</summary>
    public static readonly ByteSize MostMemoryWithSnapshot = ByteSize.FromGiB(1536);

    /// <summary>The most memory without memory snapshots: 8 TiB; more is refused (Reliability 3, rule 8).</summary>
    public static readonly ByteSize MostMemory = ByteSize.FromTiB(8);

    /// <summary>The theoretical most, without security support: 16 TiB less Xen and the control domain. Refused; named in the advice.</summary>
    public static readonly ByteSize TheoreticalMemory = ByteSize.FromTiB(16);

    /// <summary>The least memory a machine boots with: 64 MiB (our own floor; XAPI's smallest templates need it).</summary>
    public static readonly ByteSize LeastMemory = ByteSize.FromMiB(64);

    /// <summary>Whether a machine may have so many vCPUs in sockets of so many cores.</summary>
    /// <param name="count">vCPUs, 1 to 254.</param>
    /// <param name="coresPerSocket">Cores in each socket; divides the vCPUs.</param>
    /// <returns><c>vcpu.range</c> and <c>vcpu.sockets</c>.</returns>
    public static Result CheckVirtualCpus(int count, int coresPerSocket = 1)
    {
        if (count is < 1 or > MostVirtualCpus)
            return Problem.Invalid("vcpu.range", $"A machine has 1 to {MostVirtualCpus} vCPUs; {count} were asked for.", "VirtualCpus");
        return coresPerSocket >= 1 && count % coresPerSocket == 0
            ? Result.Success
            : Problem.Invalid("vcpu.sockets", $"The cores of each socket must divide the vCPUs; {coresPerSocket} does not divide {count}.", "CoresPerSocket");
    }

    /// <summary>Whether a machine may have so much memory.</summary>
    /// <returns><c>memory.too-small</c> or <c>memory.too-large</c>.</returns>
    public static Result CheckMemory(ByteSize memory)
    {
        if (memory < LeastMemory) return Problem.Invalid("memory.too-small", $"A machine has at least {LeastMemory} of memory; {memory} was asked for.", "Memory");
        return memory <= MostMemory
            ? Result.Success
            : Problem.Invalid("memory.too-large", $"A machine has at most {MostMemory} of memory; {memory} was asked for.", "Memory");
    }

    /// <summary>Whether a machine of this memory fits at least the largest host of its pool when that is empty.</summary>
    /// <param name="memory">The machine's memory.</param>
    /// <param name="largestHost">What the largest host has for machines, the control domain's share taken off.</param>
    /// <returns><c>memory.no-host</c>.</returns>
    public static Result CheckFits(ByteSize memory, ByteSize largestHost) => memory <= largestHost
        ? Result.Success
        : Problem.Invalid("memory.no-host", $"The largest host of the pool has {largestHost} for machines; {memory} would never start there.", "Memory");

    /// <summary>Whether a snapshot of a machine of this memory may include the memory.</summary>
    /// <returns><c>snapshot.memory-too-large</c>.</returns>
    public static Result CheckMemorySnapshot(ByteSize memory) => memory <= MostMemoryWithSnapshot
        ? Result.Success
        : Problem.Conflict("snapshot.memory-too-large", $"A snapshot includes memory up to {MostMemoryWithSnapshot}; the machine has {memory}.");

    /// <summary>The highest start order (our own bound; XAPI's <c>order</c> has none).</summary>
    public const int MostStartOrder = 9999;

    /// <summary>Whether a machine may have this rank among the machines restarted (Reliability 3, rule 9).</summary>
    /// <returns><c>ha.order</c>.</returns>
    public static Result CheckStartOrder(int order) => order is >= 0 and <= MostStartOrder
        ? Result.Success
        : Problem.Invalid("ha.order", $"The start order is 0 to {MostStartOrder}; {order} was asked for.", "StartOrder");

    /// <summary>Whether secure boot may be on: with UEFI only (Console specification 3.1).</summary>
    /// <returns><c>boot.secure-needs-uefi</c>.</returns>
    public static Result CheckSecureBoot(Catalog.Firmware firmware, bool secureBoot) => secureBoot && firmware != Catalog.Firmware.Uefi
        ? Problem.Invalid("boot.secure-needs-uefi", $"Secure boot needs UEFI; this machine boots with BIOS.", "SecureBoot")
        : Result.Success;
}
