using BenchmarkDotNet.Attributes;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Bench;

/// <summary>A blade dies and its machines are placed: exactly up to 24 machines, well beyond that.</summary>
[MemoryDiagnoser]
public class PlannerBenchmarks
{
    RestartHost[] hosts = [];
    RestartMachine[] machines = [];

    [Params(10, 24, 200)]
    public int Machines { get; set; }

    [GlobalSetup]
    public void Build()
    {
        hosts = [.. Enumerable.Range(0, 15).Select(i => new RestartHost(Numbered<Host>(i), $"host-{i:00}", ByteSize.FromGiB(40 + (i * 7 % 60))))];
        machines = [.. Enumerable.Range(0, Machines).Select(i => new RestartMachine(Numbered<VirtualMachine>(i), $"vm-{i:000}", ByteSize.FromMiB(1024 * (1 + (i * 5 % 31)) + (i * 13)), i % 3))];
    }

    [Benchmark]
    public RestartPlan Restart() => RestartPlanner.Plan(hosts, machines, []);

    static Id<T> Numbered<T>(int number) => new(new Guid(number + 1, 0, 0, new byte[8]));
}
