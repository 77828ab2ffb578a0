namespace OpenIaaS.Tests.HighAvailability;

/// <content>
/// What becomes of machines in the simulator, through the engines. Hosts with their memory and machines (a size in GiB; ~ best-effort, - disabled, else restart; an order after the at-sign;
/// ! powered off), events, and for each machine the host it runs on after fifteen minutes and how often its restart was tried (+ for more than once).
/// </content>
static partial class FailoverTable
{
    public sealed record PlayedCase(string Name, string Hosts, string Events, string Outcome);

    public static IReadOnlyList<PlayedCase> PlayedCases { get; } =
    [
        new("restart with room", "h1/16: a8; h2/16", "1m fail h1", "a=h2*1"),
        new("best-effort with room", "h1/16: x8~; h2/16", "1m fail h1", "x=h2*1"),
        new("disabled", "h1/16: d8-; h2/16", "1m fail h1", "d=-*0"),
        new("powered off before", "h1/16: a8!; h2/16", "1m fail h1", "a=-*0"),
        new("restart without room is tried again and again", "h1/16: a8; h2/16: d12-", "1m fail h1", "a=-*+ d=h2*0"),
        new("best-effort without room is tried once", "h1/16: x8~; h2/16: d12-", "1m fail h1", "d=h2*0 x=-*1"),
        new("too large for any other host", "h1/32: a20; h2/16", "1m fail h1", "a=-*+"),
        new("restart before best-effort", "h1/16: a8 x8~; h2/12", "1m fail h1", "a=h2*1 x=-*1"),
        new("three orders, room for two", "h1/16: a4@1 b4@2 c4@3; h2/8", "1m fail h1", "a=h2*1 b=h2*1 c=-*+"),
        new("XAPI's blind spot", "h1/16: a5 b4 c3; h2/7; h3/5", "1m fail h1", "a=h3*1 b=h2*1 c=h2*1"),
        new("master lost with two machines", "h1/16: a4 b4; h2/16", "1m fail h1", "a=h2*1 b=h2*1"),
        new("master and next host lost", "h1/16: a4; h2/16: b4; h3/16", "1m fail h1 h2", "a=h3*1 b=h3*1"),
        new("two hosts at once, room for one by its order", "h1/16: a8@2; h2/16: b12@1; h3/16", "1m fail h1 h2", "a=-*+ b=h3*1"),
        new("hosts one after the other", "h1/16: a8; h2/16; h3/16", "1m fail h1; 3m fail h2", "a=h3*+"),
        new("second host fails during the restart", "h1/16: a8; h2/16; h3/16", "1m fail h1; 93s fail h2", "a=h3*+"),
        new("second host fails within the time-out", "h1/16: a8; h2/16: b4; h3/16", "1m fail h1; 75s fail h2", "a=h3*1 b=h3*1"),
        new("all hosts fail and return", "h1/16: a8; h2/16: b8", "1m fail h1 h2; 3m recover h1 h2", "a=h2*+ b=h2*+"),
        new("waiting machine comes back with its host", "h1/16: a8; h2/16: d12-", "1m fail h1; 4m recover h1", "a=h1*+ d=h2*0"),
        new("spent best-effort stays down when its host is back", "h1/16: x8~; h2/16: d12-", "1m fail h1; 4m recover h1", "d=h2*0 x=-*1"),
        new("host that is back has nothing moved to it", "h1/16: a8; h2/16", "1m fail h1; 3m recover h1", "a=h2*1"),
        new("blade back before anybody noticed", "h1/16: a8; h2/16", "1m fail h1; 70s recover h1", "a=h2*1"),
        new("there and back again", "h1/16: a8; h2/16", "1m fail h1; 3m recover h1; 9m fail h2", "a=h1*+"),
        new("best-effort has one attempt for each failure", "h1/16: x8~; h2/16", "1m fail h1; 3m recover h1; 9m fail h2", "x=h1*+"),
        new("host that joins makes room", "h1/16: a8; h2/16: d12-; h3/16 off", "1m fail h1; 4m connect h3", "a=h3*+ d=h2*0"),
        new("host that is off takes nothing", "h1/16: a8; h2/16 off; h3/16", "1m fail h1", "a=h3*1"),
        new("host in maintenance takes nothing", "h1/16: a8; h2/16; h3/16", "20s maintain h2; 2m fail h1", "a=h3*1"),
        new("maintenance ends and makes room", "h1/16: a12; h2/16; h3/8", "20s maintain h2 knowingly; 2m fail h1; 5m resume h2", "a=h2*+"),
        new("machine that was moved away before", "h1/16: a8; h2/16; h3/16", "20s migrate a h2; 2m fail h1", "a=h2*0"),
        new("user makes room", "h1/16: a8; h2/16: d12-", "1m fail h1; 4m stop d", "a=h2*+ d=-*0"),
        new("user gives a waiting machine up", "h1/16: a8; h2/16: d12-", "1m fail h1; 2m stop a; 4m recover h1", "a=-*1 d=h2*0"),
        new("disabled while it waits", "h1/16: a8; h2/16: d12-", "1m fail h1; 2m priority a disabled; 4m recover h1", "a=-*1 d=h2*0"),
        new("best-effort while it waits: its attempt was made", "h1/16: a8; h2/16: d12-", "1m fail h1; 2m priority a best-effort; 6m recover h1", "a=-*1 d=h2*0"),
        new("restart again while it waits", "h1/16: x8~; h2/16: d12-", "1m fail h1; 2m priority x restart; 6m recover h1", "d=h2*0 x=h1*+"),
        new("restart after the fact", "h1/16: d8-; h2/16", "1m fail h1; 3m priority d restart", "d=h2*1"),
        new("user starts what best-effort left down", "h1/16: x8~; h2/16: d12-", "1m fail h1; 3m stop d; 5m start x", "d=-*0 x=h2*1"),
        new("user stops it while it restarts", "h1/16: a8; h2/16", "1m fail h1; 100s stop a", "a=-*1"),
        new("heartbeat storage lost", "h1/16: a8; h2/16: b4", "1m lose", "a=h1*0 b=h2*0"),
        new("heartbeat storage lost, then a blade", "h1/16: a8; h2/16: b4; h3/16", "1m lose; 3m fail h1", "a=-*+ b=-*+"),
        new("heartbeat storage and a blade, and all of it back", "h1/16: a8; h2/16: b4; h3/16", "1m lose; 3m fail h1; 5m back; 5m recover h1", "a=h3*+ b=h3*+"),
        new("blade long before the heartbeat storage", "h1/16: a8; h2/16; h3/16: b4", "1m fail h1; 3m lose", "a=h2*1 b=h3*0"),
        new("blade just before the heartbeat storage", "h1/16: a8; h2/16: b4; h3/16", "1m fail h1; 70s lose", "a=-*+ b=-*+"),
        new("heartbeat storage back before the time-out", "h1/16: a8; h2/16: b4; h3/16", "1m lose; 70s fail h1; 90s back", "a=h3*1 b=h2*0"),
        new("path of one host cut", "h1/16: a8; h2/16", "1m cut h1", "a=h2*1"),
        new("path of one host back in time", "h1/16: a8; h2/16", "1m cut h1; 80s recover h1", "a=h1*0"),
        new("paths of all hosts cut", "h1/16: a8; h2/16: b4", "1m cut h1 h2", "a=h1*0 b=h2*0"),
        new("paths of all hosts cut, then one mended", "h1/16: a8; h2/16: b4", "1m cut h1 h2; 3m recover h2", "a=h2*1 b=h2*0"),
        new("smaller part of a split pool", "h1/16: a8; h2/16; h3/16", "1m split h1", "a=h2*1"),
        new("larger part of a split pool", "h1/16: a8; h2/16; h3/16: b4", "1m split h3", "a=h1*0 b=h2*1"),
        new("halves, split off the second", "h1/16: a4; h2/16: b4", "1m split h2", "a=h1*0 b=h1*1"),
        new("halves, split off the first", "h1/16: a4; h2/16: b4", "1m split h1", "a=h1*0 b=h1*1"),
        new("split mended in time", "h1/16: a4; h2/16: b4", "1m split h2; 80s mend", "a=h1*0 b=h2*0"),
        new("split, and the larger part dies", "h1/16: a8; h2/16: b4; h3/32", "1m split h3; 70s fail h1 h2", "a=h3*1 b=h3*1"),
        new("split, then the heartbeat storage lost", "h1/16: a8; h2/16: b4; h3/16", "1m split h1; 70s lose", "a=-*+ b=-*+"),
        new("split and storage, mended one after the other", "h1/16: a8; h2/16: b4; h3/16", "1m split h1; 70s lose; 3m mend; 5m back", "a=h3*+ b=h3*+"),
        new("split again after it was mended", "h1/16: a8; h2/16; h3/16: b4", "1m split h3; 80s mend; 2m split h1", "a=h2*1 b=h3*0"),
        new("path cut in the larger part of a split pool", "h1/16: a4; h2/16: b4; h3/16: c4", "1m cut h2 h3; 1m split h1", "a=h1*0 b=h1*1 c=h1*1"),
        new("best-effort and disabled in a split pool", "h1/16: x4~ d4-; h2/16; h3/16", "1m split h1", "d=-*0 x=h2*1"),
    ];
}
