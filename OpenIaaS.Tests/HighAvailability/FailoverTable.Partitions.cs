namespace OpenIaaS.Tests.HighAvailability;

/// <content>Who lives: hosts by number, parts of the network between bars, a star after a host that does not see the storage; and whether one that was alive then answers nobody.</content>
static partial class FailoverTable
{
    public sealed record PartitionCase(string Name, string Hosts, bool Missing, string Living);

    public static IReadOnlyList<PartitionCase> Partitions { get; } =
    [
        new("all is well", "1 2 3", false, "1 2 3"),
        new("one path is cut", "1* 2 3", false, "2 3"),
        new("two paths are cut", "1* 2* 3", false, "3"),
        new("the storage is lost to all", "1* 2* 3*", false, "1 2 3"),
        new("the storage is lost to all, and a host with it", "1* 2* 3*", true, ""),
        new("a host is lost while the storage is seen", "1 2 3", true, "1 2 3"),
        new("one is split off", "1 | 2 3", false, "2 3"),
        new("the last is split off", "1 2 | 3", false, "1 2"),
        new("halves, the lower id in the first", "1 2 | 3 4", false, "1 2"),
        new("halves, the lower id in the second", "2 3 | 1 4", false, "1 4"),
        new("a pool of two falls apart", "1 | 2", false, "1"),
        new("a pool of two falls apart, the first without storage", "1* | 2", false, "2"),
        new("a pool of two falls apart, the second without storage", "1 | 2*", false, "1"),
        new("the larger part has lost most paths", "1 2* 3* | 4 5", false, "4 5"),
        new("as many see the storage on both sides", "1 2* | 3 4*", false, "1"),
        new("the larger part sees no storage", "1* 2* | 3", false, "3"),
        new("split, and nobody sees the storage", "1* 2* | 3*", false, ""),
        new("split, nobody sees the storage, one is missing", "1* | 2*", true, ""),
        new("a host alone", "1", false, "1"),
        new("a host alone without storage", "1*", false, "1"),
        new("the last of a pool that lost its storage", "1*", true, ""),
        new("each for itself", "3 | 2 | 1", false, "1"),
        new("three parts", "1 | 2 3 | 4 5 6", false, "4 5 6"),
        new("three parts of one size", "3 4 | 1 6 | 2 5", false, "1 6"),
        new("the largest of three parts without storage", "1 | 2 3 | 4* 5* 6*", false, "2 3"),
        new("seven to one", "8 | 1 2 3 4 5 6 7", false, "1 2 3 4 5 6 7"),
        new("four to four", "5 6 7 8 | 1 2 3 4", false, "1 2 3 4"),
        new("one path back of many", "1* 2* 3* 4* 5", false, "5"),
    ];
}
