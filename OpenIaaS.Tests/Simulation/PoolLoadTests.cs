using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class PoolLoadTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 0, 0, TimeSpan.Zero);

    static readonly UseWindow Window = UseWindow.Of(UsePeriod.Hour, Now);

    [Fact]
    public void Host_gives_all_its_threads_and_no_more()
    {
        var use = Over(threads: 8, iops: null).Hosts.Single().Value;

        Assert.All(use, step => Assert.Equal(8, step.Threads, 6));
        Assert.All(Over(threads: 0, iops: null).Hosts.Single().Value, step => Assert.True(step.Threads > 8));
    }

    [Fact]
    public void Threads_are_shared_in_proportion_to_what_is_asked()
    {
        var free = Enumerable.Range(1, 40).Select(number => Load(0, null).Over(Window, Machine(number)).Watched[10].Threads).ToList();
        var shared = Enumerable.Range(1, 40).Select(number => Load(8, null).Over(Window, Machine(number)).Watched[10].Threads).ToList();

        Assert.Equal(8, shared.Sum(), 6);
        Assert.All(free.Zip(shared), pair => Assert.Equal(free.Sum() / 8, pair.First / pair.Second, 1));
    }

    [Fact]
    public void Storage_gives_the_iops_of_its_class_to_all_disks_together()
    {
        var asked = Over(0, null).Storages.Single().Value;
        var given = Over(0, iops: 100).Storages.Single().Value;

        Assert.All(asked, step => Assert.True(step.Operations > 100));
        Assert.All(given, step => Assert.Equal(100, step.Operations, 6));
        Assert.All(asked.Zip(given), pair => Assert.Equal(1, pair.First.WrittenBytes / pair.First.Operations / (pair.Second.WrittenBytes / pair.Second.Operations), 2));
    }

    [Fact]
    public void Storage_with_one_canister_gives_half_from_the_moment_the_other_failed()
    {
        var given = Over(0, 100, moment => moment < Now.AddMinutes(-30) ? 1 : 0.5).Storages.Single().Value;

        Assert.Equal(100, given[5].Operations, 6);
        Assert.Equal(50, given[^5].Operations, 6);
    }

    [Fact]
    public void Machine_counts_from_its_memory_on_and_works_from_its_boot_on()
    {
        var load = new PoolLoad(
            [Resident(1) with { From = Now.AddMinutes(-30), UpAt = Now.AddMinutes(-20), Until = Now.AddMinutes(-10) }], [new(default, 0)], [new(default, null, _ => 1)]);
        var use = load.Over(Window).Pool.Hosts.Single().Value;

        // The window ends with the minute that begins now.
        Assert.Equal([0, 1, 1, 0], [use[25].Memory, use[32].Memory, use[45].Memory, use[55].Memory]);
        Assert.Equal([false, false, true, false], [use[25].Threads > 0, use[32].Threads > 0, use[45].Threads > 0, use[55].Threads > 0]);
    }

    static PoolUse Over(int threads, int? iops, Func<DateTimeOffset, double>? part = null) => Load(threads, iops, part).Over(Window).Pool;

    /// <summary>Forty machines of eight vCPUs on one host and one storage.</summary>
    static PoolLoad Load(int threads, int? iops, Func<DateTimeOffset, double>? part = null) =>
        new(Enumerable.Range(1, 40).Select(Resident), [new(default, threads)], [new(default(Id<StorageRepository>), iops, part ?? (_ => 1))]);

    static PoolLoad.Resident Resident(int number) => new(
        Machine(number), 0, 1, DateTimeOffset.MinValue, DateTimeOffset.MinValue, DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
        new Waveform(7, $"pool/vm-{number}", 8, 1L << 30, true, 1e6), [(0, 1.0)]);

    static Id<VirtualMachine> Machine(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
