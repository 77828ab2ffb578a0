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
    // A group is a part of the network; a star after a host: it does not see the storage.
    [Theory]
    [InlineData("1 2 3", false, "1 2 3")]
    [InlineData("1* 2 3", false, "2 3")]
    [InlineData("1* 2* 3", false, "3")]
    [InlineData("1* 2* 3*", false, "1 2 3")]
    [InlineData("1* 2* 3*", true, "")]
    [InlineData("1 2 3", true, "1 2 3")]
    [InlineData("1 | 2 3", false, "2 3")]
    [InlineData("1 2 | 3", false, "1 2")]
    [InlineData("1 2 | 3 4", false, "1 2")]
    [InlineData("2 3 | 1 4", false, "1 4")]
    [InlineData("1 | 2", false, "1")]
    [InlineData("1* | 2", false, "2")]
    [InlineData("1 2* 3* | 4 5", false, "4 5")]
    [InlineData("1 2* | 3 4*", false, "1")]
    [InlineData("1* 2* | 3*", false, "")]
    [InlineData("1* 2* | 3", false, "3")]
    [InlineData("1", false, "1")]
    [InlineData("1*", false, "1")]
    [InlineData("1*", true, "")]
    [InlineData("3 | 2 | 1", false, "1")]
    [InlineData("1 | 2 3 | 4 5 6", false, "4 5 6")]
    public void Hosts_that_live(string hosts, bool missing, string living)
    {
        var judged = Liveness.Judge(Read(hosts), missing);
        Assert.Equal(living, string.Join(' ', judged.Where(host => host.Value == Standing.Lives).Select(host => Number(host.Key)).Order()));
    }

    [Fact]
    public void Reason_says_what_a_host_lacks()
    {
        var judged = Liveness.Judge(Read("1 2 | 3 | 4*"), missing: false);
        Assert.Equal([Standing.Lives, Standing.Lives, Standing.OutsidePartition, Standing.PathLost], judged.OrderBy(host => Number(host.Key)).Select(host => host.Value));
        Assert.All(Liveness.Judge(Read("1* | 2*"), missing: false).Values, standing => Assert.Equal(Standing.StorageLost, standing));
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

    static List<HostSight> Read(string hosts) =>
    [
        .. hosts.Split(" | ").Select(part => part.Split(' ')).SelectMany(part => part.Select(host => new HostSight(
            Id(int.Parse(host.TrimEnd('*'), null)), !host.EndsWith('*'), part.Select(other => Id(int.Parse(other.TrimEnd('*'), null))).ToHashSet()))),
    ];

    static Id<Host> Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    static int Number(Id<Host> id) => BitConverter.ToInt32(id.Value.ToByteArray());
}
