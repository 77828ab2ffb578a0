using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <summary>
/// One of the seven classes of compute blade. Source of every figure: Concepts, Compute Blade Classes, with its notes:
/// memory is physical and cannot be changed (1), frequencies are base and turbo (2), links carry network and block storage together (3).
/// </summary>
/// <param name="Name">The reference as it is ordered.</param>
/// <param name="Memory">The physical memory.</param>
/// <param name="BaseGigahertz">The base frequency in GHz.</param>
/// <param name="TurboGigahertz">The turbo frequency in GHz.</param>
/// <param name="Processor">The processor, "or equivalent".</param>
/// <param name="Cores">Physical cores over all sockets.</param>
/// <param name="Threads">Hardware threads over all sockets.</param>
/// <param name="LinkGigabits">The speed of each of the two converged links in Gbit/s.</param>
/// <param name="Gpu">The GPUs, or null. They evolve; the text is as of 1 May 2024 (note 4).</param>
public sealed record BladeClass(
    string Name,
    ByteSize Memory,
    double BaseGigahertz,
    double TurboGigahertz,
    string Processor,
    int Cores,
    int Threads,
    int LinkGigabits,
    string? Gpu = null)
{
    /// <summary>How many converged links a blade has.</summary>
    public const int Links = 2;

    /// <summary>How many processors a blade of any class has (Console specification 3.3, 11: two ECO blades are four sockets).</summary>
    public const int Sockets = 2;

    /// <summary>The seven classes, smallest first.</summary>
    public static IReadOnlyList<BladeClass> All { get; } =
    [
        new("ECO", ByteSize.FromGiB(384), 2.20, 3.0, "Silver 4114 or equivalent", 20, 40, 10),
        new("STANDARD", ByteSize.FromGiB(384), 2.40, 3.4, "Silver 4314 or equivalent", 32, 64, 25),
        new("ADVANCE", ByteSize.FromGiB(768), 2.80, 3.5, "Gold 6342 or equivalent", 48, 96, 25),
        new("PERFORMANCE 1", ByteSize.FromGiB(384), 3.20, 3.6, "Xeon E-53I5Y or equivalent", 16, 32, 25),
        new("PERFORMANCE 2", ByteSize.FromGiB(768), 3.00, 3.6, "Gold 6354 or equivalent", 36, 72, 25),
        new("PERFORMANCE 3", ByteSize.FromGiB(1536), 2.60, 3.5, "Gold 6348 or equivalent", 56, 112, 25),
        new("PERFORMANCE 4", ByteSize.FromGiB(512), 2.50, 4.1, "Intel 6426Y or equivalent", 32, 64, 25, "2 × NVIDIA L40S 48GB"),
    ];

    /// <summary>The class with this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static BladeClass Named(string name) =>
        All.FirstOrDefault(known => known.Name == name) ?? throw new ArgumentException($"There is no blade class {name}.", nameof(name));
}
