using System.Runtime.InteropServices;

namespace OpenIaaS.Bench;

/// <summary>What the figures were measured on.</summary>
static class Machine
{
    public static IEnumerable<string> Describe() =>
    [
        $"Processor  {Environment.ProcessorCount} cores, {Value("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString()}",
        $"Memory     {Value("/proc/meminfo", "MemTotal") ?? $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB"}",
        $"System     {Value("/etc/os-release", "PRETTY_NAME")?.Trim('"') ?? RuntimeInformation.OSDescription}",
        $".NET       {Environment.Version}",
    ];

    static string? Value(string file, string name) =>
        !File.Exists(file) ? null : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split([':', '='], 2)[1].Trim();
}
