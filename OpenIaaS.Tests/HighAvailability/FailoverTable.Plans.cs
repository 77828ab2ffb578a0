namespace OpenIaaS.Tests.HighAvailability;

/// <content>What the planner restarts: free memory of the hosts that are left, machines set to restart, best-effort ones, and the names of those that restart. Sizes in GiB, an order after the at-sign.</content>
static partial class FailoverTable
{
    public sealed record PlanCase(string Name, string Hosts, string Restart, string BestEffort, string Restarted);

    public static IReadOnlyList<PlanCase> Plans { get; } =
    [
        new("one machine that just fits", "8", "a8", "", "a"),
        new("one machine that is too large", "7", "a8", "", ""),
        new("no host is left", "", "a1 b2", "x1", ""),
        new("nothing is to be restarted", "8", "", "", ""),
        new("a host without any memory left", "0 8", "a8", "", "a"),
        new("one for each host", "4 4", "a4 b4", "", "a b"),
        new("XAPI's blind spot", "7 5", "a5 b4 c3", "", "a b c"),
        new("the blind spot with the largest last", "7 5", "a5@1 b4 c3", "", "a b c"),
        new("the blind spot with orders against size", "7 5", "a5@3 b4@2 c3@1", "", "a b c"),
        new("the blind spot with a best-effort machine beside it", "7 6", "a5 b4 c3", "x1", "a b c x"),
        new("two and two that fit crosswise alone", "9 7", "a5 b4 c4 d3", "", "a b c d"),
        new("three hosts without a mebibyte to spare", "9 9 9", "a5 b5 c5 d4 e4 f4", "", "a b c d e f"),
        new("one large host and one small", "12 8", "a7 b5 c5 d3", "", "a b c d"),
        new("large ones leave room for small ones", "15 10 5", "a10 b10 c5 d5", "", "a b c d"),
        new("six on three hosts", "6 6 6", "a4 b4 c4 d2 e2 f2", "", "a b c d e f"),
        new("eight on four hosts", "10 10 10 10", "a7 b7 c7 d7 e3 f3 g3 h3", "", "a b c d e f g h"),
        new("hosts of different sizes, all taken", "16 8 4", "a8 b8 c8 d4", "", "a b c d"),
        new("enough in all, and no host has it in one piece", "1 1 1 1", "a4", "", ""),
        new("small ones where a large one has no place", "3 3 3", "a5 b2 c2 d2", "", "b c d"),
        new("as many as can be, not the largest", "10", "a8 b6 c4", "", "b c"),
        new("two instead of one that takes all", "10", "a10 b5 c5", "", "b c"),
        new("too large for any host stands in nobody's way", "8 8", "a9 b8 c8", "", "b c"),
        new("of four that nearly fit one waits", "11 10", "a6@1 b5 c7@1 d5", "", "a b d"),
        new("of four that just fit none waits", "11 11", "a6 b5 c6 d5", "", "a b c d"),
        new("overcommitted by one", "4 4 4", "a5 b4 c4 d4 e4", "", "b c d"),
        new("overcommitted by half", "8 4", "a6 b6", "", "a"),
        new("one large machine and two hosts it leaves room on", "8 4", "a4 b4 c4", "", "a b c"),
        new("lower order first when not all fit", "8", "a4@2 b8@1 c4@2", "", "b"),
        new("two of a lower order before one of a higher", "8", "a8@2 b4@1 c4@1", "", "b c"),
        new("what a middle order leaves goes to the last", "12", "a8@1 b8@2 c4@3", "", "a c"),
        new("one of a lower order before two of a higher", "10", "a10@1 b5@2 c5@2", "", "a"),
        new("order 0 is the first", "4", "a4 b4@1", "", "a"),
        new("a lower order makes way for a higher one where it can", "6 4", "a6@2 b4@1 c6@3", "", "a b"),
        new("too large in the first order, the second goes on", "4 4", "a5@0 b4@1 c4@2", "", "b c"),
        new("ten orders, three places", "4 4 4", "a4@9 b4@8 c4@7 d4@1 e4@2", "", "c d e"),
        new("best-effort takes what is left", "8", "a4", "x4", "a x"),
        new("nothing is left for best-effort", "4", "a4", "x1", "a"),
        new("best-effort never takes the place of restart", "8", "a8", "x4 y4", "a"),
        new("best-effort takes what a waiting machine cannot use", "6 6", "a10", "x5 y5", "x y"),
        new("a smaller best-effort beside a waiting machine", "5", "a6", "x5", "x"),
        new("restart machines close up for a large best-effort one", "8 8", "a4 b4", "x8", "a b x"),
        new("the highest order before any best-effort", "4", "a4@9", "x4@0", "a"),
        new("best-effort by its own order", "4", "", "x4@2 y4@1", "y"),
        new("as many best-effort as can be", "8", "", "x8 y4 z4", "y z"),
        new("restart to the last mebibyte", "13", "a5 b4 c4", "x1 y1", "a b c"),
        new("one GiB left for one of two", "14", "a5 b4 c4", "x1 y1", "a b c x"),
        new("best-effort on another host than restart", "20 5", "a20", "x5", "a x"),
    ];
}
