using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>A pool for the question what would happen; what runs on a host is taken off what it has.</summary>
sealed class WhatIfScene
{
    readonly List<HostRoom> hosts;
    readonly List<WhatIfMachine> machines = [];

    public WhatIfScene(params long[] gibibytes) =>
        hosts = [.. gibibytes.Select((size, number) => new HostRoom(Id(number), $"host-{number:00}", HostStatus.Connected, ByteSize.FromGiB(size)))];

    public WhatIfPool Pool => new(true, hosts, machines);

    public static Id<Host> Id(int number) => new(Number(1, number));

    public static HashSet<Id<Host>> Hosts(params int[] numbers) => [.. numbers.Select(Id)];

    public WhatIfScene Run(string name, long gibibytes, HighAvailabilityPriority priority, int host, int order = 0)
    {
        machines.Add(new WhatIfMachine(new Id<VirtualMachine>(Number(2, machines.Count)), name, ByteSize.FromGiB(gibibytes), priority, order, Id(host)));
        hosts[host] = hosts[host] with { Free = hosts[host].Free - ByteSize.FromGiB(gibibytes) };
        return this;
    }

    public WhatIfScene Wait(string name, long gibibytes, HighAvailabilityPriority priority, bool spent = false)
    {
        machines.Add(new WhatIfMachine(new Id<VirtualMachine>(Number(2, machines.Count)), name, ByteSize.FromGiB(gibibytes), priority, 0, null, true, spent));
        return this;
    }

    public WhatIfScene Maintain(int host)
    {
        hosts[host] = hosts[host] with { Status = HostStatus.Maintenance };
        return this;
    }

    /// <summary>A pool that is about as full as it may be, one host in maintenance now and then, and one or two hosts that fail.</summary>
    public static (WhatIfPool Pool, HashSet<Id<Host>> Failing, Dictionary<Id<Host>, ByteSize> Whole) Drawn(long seed)
    {
        long Roll(string purpose, int ordinal, long least, long most) => Draw.Range(seed, "what-if", purpose, ordinal, least, most);
        var count = (int)Roll("hosts", 0, 2, 6);
        var scene = new WhatIfScene([.. Enumerable.Range(0, count).Select(_ => 64L)]);
        var away = Roll("away", 0, 0, 2) == 0 && count > 2 ? count - 1 : -1;
        var free = Enumerable.Repeat(64L, count).ToArray();
        for (var number = 0; number < count * 5; number++)
        {
            var host = (int)Roll("host", number, 0, count - 1);
            var memory = Roll("memory", number, 1, 20);
            if (host == away || free[host] < memory) continue;
            free[host] -= memory;
            scene.Run($"machine-{number:00}", memory, (HighAvailabilityPriority)Roll("priority", number, 0, 2), host, (int)Roll("order", number, 0, 2));
        }

        if (away >= 0) scene.Maintain(away);
        if (Roll("waiting", 0, 0, 3) == 0) scene.Wait("waiting", Roll("waiting", 1, 1, 40), HighAvailabilityPriority.Restart);
        HashSet<Id<Host>> failing = [Id(0)];
        if (count > 3 && Roll("two", 0, 0, 1) == 0) failing.Add(Id(1));
        return (scene.Pool, failing, scene.Pool.Hosts.ToDictionary(host => host.Host, _ => ByteSize.FromGiB(64)));
    }

    static Guid Number(short kind, int number) => new(number, kind, 0, new byte[8]);
}
