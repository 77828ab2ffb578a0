using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>What a scenario must be beyond its form: every name exists once, and the machines fit where they are said to run.</summary>
static class ScenarioCheck
{
    public static void Check(Scenario scenario)
    {
        var pools = scenario.Zones.SelectMany(zone => zone.Pools).ToList();
        if (pools.Count == 0) throw new ScenarioException(1, "A scenario has at least one zone with a pool in \"zones\".");
        var zones = Once("zone", scenario.Zones.Select(zone => (zone.Name, zone.Line)));
        var clusters = Once("pool", pools.Select(pool => (pool.Name, pool.Line)));
        var hosts = Once("host", pools.SelectMany(pool => pool.Hosts).Select(host => (host.Name, host.Line)));
        var storages = Once("storage", pools.SelectMany(pool => pool.Storage).Select(storage => (storage.Name, storage.Line)));
        var machines = Once("virtual machine", pools.SelectMany(pool => pool.Machines).Select(machine => (machine.Name, machine.Line)));
        Once("replication policy", scenario.Policies.Select(policy => (policy.Name, policy.Line)));
        var links = Once("link", scenario.Links.Select(link => (link.Name, link.Line)));
        var parts = Once("part", scenario.Zones.SelectMany(zone => ScenarioParts.Of(zone).Select(name => (name, zone.Line))));
        HashSet<string> halvable = [.. scenario.Zones.SelectMany(ScenarioParts.Halvable)];
        foreach (var link in scenario.Links)
        {
            if (!zones.Contains(link.From)) throw Unknown("zone", link.From, link.Line);
            if (!zones.Contains(link.To)) throw Unknown("zone", link.To, link.Line);
            if (link.From == link.To) throw new ScenarioException(link.Line, "A link joins two zones.");
        }

        foreach (var pool in pools) CheckPool(pool);
        foreach (var policy in scenario.Policies) CheckPolicy(scenario, policy, clusters, storages, machines);
        foreach (var step in scenario.Events.SelectMany(happening => happening.Steps)) CheckStep(step, hosts, storages, links, parts, halvable, machines, clusters);
        foreach (var cut in scenario.Events.SelectMany(happening => happening.Steps).Where(step => step.Verb == Scenario.Verb.CutHeartbeat))
            if (pools.Exists(pool => pool.Heartbeat is null && pool.Hosts.Any(host => host.Name == cut.Subject)))
                throw new ScenarioException(cut.Line, $"{cut.Subject} has no heartbeat storage: high availability is off in its pool.");
        foreach (var split in scenario.Events.SelectMany(happening => happening.Steps).Where(step => step.Verb == Scenario.Verb.Partition)) CheckSplit(split, pools.Single(pool => pool.Name == split.Subject));
        foreach (var late in scenario.Events.Where(happening => happening.At > scenario.Duration))
            throw new ScenarioException(late.Line, "An event comes after the end of the scenario.");
    }

    static void CheckPool(Scenario.Cluster pool)
    {
        if (pool.Heartbeat is { } heartbeat)
        {
            var storage = pool.Storage.FirstOrDefault(storage => storage.Name == heartbeat) ?? throw Unknown("storage of this pool", heartbeat, pool.Line);
            if (!storage.Shared) throw new ScenarioException(pool.Line, $"The heartbeat storage must be shared by every host; {heartbeat} is not.");
        }

        foreach (var machine in pool.Machines)
        {
            if (machine.Storage is { } storage && pool.Storage.All(known => known.Name != storage)) throw Unknown("storage of this pool", storage, machine.Line);
            var check = VirtualMachineLimits.CheckMemory(machine.Memory);
            if (!check.Ok) throw new ScenarioException(machine.Line, $"{check.Problems[0].Message}");
            if (machine.Host is not { } name) continue;
            var host = pool.Hosts.FirstOrDefault(host => host.Name == name) ?? throw Unknown("host of this pool", name, machine.Line);
            if (machine.Running && !host.Connected) throw new ScenarioException(machine.Line, $"{machine.Name} cannot run on {name}, which is not connected.");
        }

        foreach (var host in pool.Hosts)
        {
            var (has, taken) = (MemoryOf(pool, host), pool.Machines.Where(machine => machine.Running && machine.Host == host.Name).Sum(machine => machine.Memory.Bytes));
            if (taken > has.Bytes) throw new ScenarioException(host.Line, $"{host.Name} has {has} for machines; those that run on it take {new ByteSize(taken)}.");
        }
    }

    /// <summary>What a host has for machines.</summary>
    public static ByteSize MemoryOf(Scenario.Cluster pool, Scenario.Blade host)
    {
        var physical = BladeClass.Named(pool.BladeClass).Memory;
        return host.Memory ?? physical - Host.ControlDomainMemory(physical);
    }

    static void CheckPolicy(Scenario scenario, Scenario.Policy policy, HashSet<string> pools, HashSet<string> storages, HashSet<string> machines)
    {
        if (policy.From is { } from && !pools.Contains(from)) throw Unknown("pool", from, policy.Line);
        if (!storages.Contains(policy.To)) throw Unknown("storage", policy.To, policy.Line);
        var target = scenario.Zones.Single(zone => zone.Pools.Any(pool => pool.Storage.Any(storage => storage.Name == policy.To)));
        foreach (var name in policy.Machines)
        {
            if (!machines.Contains(name)) throw Unknown("virtual machine", name, policy.Line);
            if (target.Pools.Any(pool => pool.Machines.Any(machine => machine.Name == name)))
                throw new ScenarioException(policy.Line, $"The storage {policy.To} lies in the zone of {name}; a replica belongs in another one.");
            if (policy.From is { } pool && scenario.Zones.SelectMany(zone => zone.Pools).Single(known => known.Name == pool).Machines.All(machine => machine.Name != name))
                throw new ScenarioException(policy.Line, $"{name} is not in the pool {pool}.");
            if (scenario.Policies.Count(other => other.Machines.Contains(name)) > 1) throw new ScenarioException(policy.Line, $"{name} is replicated by one policy at the most.");
        }
    }

    static void CheckStep(Scenario.Step step, HashSet<string> hosts, HashSet<string> storages, HashSet<string> links, HashSet<string> parts, HashSet<string> halvable, HashSet<string> machines, HashSet<string> clusters)
    {
        var (what, known) = step.Verb switch
        {
            Scenario.Verb.Fail => ("host, storage, link or part", [.. hosts, .. storages, .. links, .. parts]),
            Scenario.Verb.Recover => ("host, storage, link, part, pool or virtual machine", [.. hosts, .. storages, .. links, .. parts, .. clusters, .. machines]),
            Scenario.Verb.Connect or Scenario.Verb.CutHeartbeat or Scenario.Verb.Maintain or Scenario.Verb.Resume => ("host", hosts),
            Scenario.Verb.Partition => ("pool", clusters),
            Scenario.Verb.Fill => ("storage", storages),
            Scenario.Verb.Slow => ("storage or link", (HashSet<string>)[.. storages, .. links]),
            Scenario.Verb.Degrade => ("link, interconnect or canister", [.. links, .. halvable]),
            Scenario.Verb.Freeze or Scenario.Verb.LosePoint or Scenario.Verb.Start or Scenario.Verb.Stop or Scenario.Verb.Restart or Scenario.Verb.ForceRestart or Scenario.Verb.Migrate or Scenario.Verb.Relocate or Scenario.Verb.FailOver or Scenario.Verb.TestFailover or Scenario.Verb.FailBack or Scenario.Verb.Snapshot or Scenario.Verb.DeleteSnapshot or Scenario.Verb.RevertSnapshot or Scenario.Verb.SetPriority => ("virtual machine", machines),
        };
        if (!known.Contains(step.Subject)) throw Unknown(what, step.Subject, step.Line);
        if (step.Verb == Scenario.Verb.Degrade && links.Contains(step.Subject) != step.Loss is not null)
            throw new ScenarioException(step.Line, links.Contains(step.Subject) ? $"The link {step.Subject} is degraded by its \"loss\" in percent." : $"{step.Subject} runs at \"half\"; only links lose packets.");
        if (step.Host is { } host && !hosts.Contains(host)) throw Unknown("host", host, step.Line);
        if (step.Storage is { } storage && !storages.Contains(storage)) throw Unknown("storage", storage, step.Line);
    }

    static void CheckSplit(Scenario.Step step, Scenario.Cluster pool)
    {
        if (pool.Heartbeat is null) throw new ScenarioException(step.Line, $"{pool.Name} has no heartbeat storage: high availability is off in it.");
        foreach (var host in step.Hosts)
            if (pool.Hosts.All(known => known.Name != host)) throw Unknown("host of this pool", host, step.Line);
        var off = step.Hosts.Distinct().Count();
        if (off == 0 || off == pool.Hosts.Count) throw new ScenarioException(step.Line, $"{pool.Name} is split in two: each part has at least one of its hosts.");
    }

    static HashSet<string> Once(string what, IEnumerable<(string Name, int Line)> named)
    {
        HashSet<string> known = [];
        foreach (var (name, line) in named)
            if (!known.Add(name)) throw new ScenarioException(line, $"There are two of the {what} {name}; a name is given once.");
        return known;
    }

    static ScenarioException Unknown(string what, string name, int line) => new(line, $"There is no {what} {name}.");
}
