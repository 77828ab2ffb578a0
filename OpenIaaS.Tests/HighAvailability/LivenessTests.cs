using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>
/// "a host lives while it sees the heartbeat storage and belongs to the best partition (largest; on a tie, the one with the lowest host id), or while
/// everybody has lost storage and all expected hosts still see each other" (Reliability 1, XAPI HA).
/// </summary>
public sealed class LivenessTests
{
    [Fact]
    public void Reason_says_what_a_host_lacks()
    {
        var judged = Liveness.Judge(FailoverTable.Sights(new("", "1 2 | 3 | 4*", false, "")), missing: false);
        Assert.Equal([Standing.Lives, Standing.Lives, Standing.OutsidePartition, Standing.PathLost], judged.OrderBy(host => Number(host.Key)).Select(host => host.Value));
        Assert.All(Liveness.Judge(FailoverTable.Sights(new("", "1* | 2*", false, "")), missing: false).Values, standing => Assert.Equal(Standing.StorageLost, standing));
    }

    [Fact]
    public void Hosts_that_do_not_all_see_each_other_are_never_of_one_partition()
    {
        // In a chain each sees its neighbours alone: two of four go on, and everybody else fences itself.
        HostSight[] chain = [.. Enumerable.Range(1, 4).Select(number => new HostSight(Id(number), true, new HashSet<Id<Host>> { Id(number - 1), Id(number + 1) }))];
        Assert.Equal([1, 2], Liveness.Best(chain).Select(Number).Order());
        // Who is heard and does not hear is not seen.
        HostSight[] deaf = [new(Id(1), true, new HashSet<Id<Host>>()), new(Id(2), true, new HashSet<Id<Host>> { Id(1) })];
        Assert.Equal([1], Liveness.Best(deaf).Select(Number));
    }

    [Fact]
    public void Living_hosts_of_drawn_pools_all_see_each_other_and_the_storage_or_are_everybody()
    {
        for (var seed = 1; seed <= 5000; seed++)
        {
            var count = (int)Draw.Range(seed, "liveness", "hosts", 0, 1, 9);
            HostSight[] hosts = [.. Enumerable.Range(1, count).Select(number => new HostSight(Id(number), Draw.Unit(seed, $"{number}", "storage", 0) < 0.7,
                Enumerable.Range(1, count).Where(other => Draw.Unit(seed, $"{number}", "hears", other) < 0.8).Select(Id).ToHashSet()))];
            var judged = Liveness.Judge(hosts, missing: false);
            var living = hosts.Where(host => judged[host.Host] == Standing.Lives).ToList();

            Assert.All(living, one => Assert.All(living, other => Assert.True(one.Sees(other), $"Seed {seed}: two parts live.")));
            if (hosts.Any(host => host.SeesStorage)) Assert.NotEmpty(living);
            Assert.True(living.TrueForAll(host => host.SeesStorage) || living.Count == count, $"Seed {seed}: one lives without the storage.");
            Assert.Equal(judged.OrderBy(host => host.Key.Value), Liveness.Judge([.. hosts.Reverse()], missing: false).OrderBy(host => host.Key.Value));
        }
    }

    static Id<Host> Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    static int Number(Id<Host> id) => FailoverTable.Number(id);
}
