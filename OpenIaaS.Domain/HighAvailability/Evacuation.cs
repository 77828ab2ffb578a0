using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.HighAvailability;

/// <summary>Where one machine of a host being emptied goes.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Name">Its name.</param>
/// <param name="Memory">Its memory.</param>
/// <param name="Host">The host it moves to.</param>
/// <param name="HostName">That host's name.</param>
public sealed record EvacuationMove(Id<VirtualMachine> Machine, string Name, ByteSize Memory, Id<Host> Host, string HostName);

/// <summary>Why one machine of a host being emptied cannot move.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">The refusal of the rule.</param>
public sealed record EvacuationObstacle(Id<VirtualMachine> Machine, string Name, Problem Reason);

/// <summary>What emptying a host comes to: a move or an obstacle for each machine that runs on it.</summary>
/// <param name="Moves">The largest first.</param>
/// <param name="Obstacles">By name.</param>
public sealed record Evacuation(IReadOnlyList<EvacuationMove> Moves, IReadOnlyList<EvacuationObstacle> Obstacles)
{
    /// <summary>Plans it. A complete placement that exists is found, as <see cref="RestartPlanner"/> finds it.</summary>
    /// <param name="machines">The machines that run on the host; a halted one does not move.</param>
    /// <param name="tiedTo">The block storage that ties a machine to its host, as <see cref="VirtualMachine.CanMigrate"/> takes it.</param>
    /// <param name="others">The other hosts of the pool with what they have left; only connected ones take machines.</param>
    /// <returns>Obstacles are those of <see cref="VirtualMachine.CanMigrate"/>, and <c>evacuation.no-room</c>.</returns>
    public static Evacuation Plan(IEnumerable<VirtualMachine> machines, IReadOnlyDictionary<Id<VirtualMachine>, string> tiedTo, IEnumerable<HostRoom> others)
    {
        List<EvacuationObstacle> obstacles = [];
        List<RestartMachine> movable = [];
        foreach (var machine in machines)
        {
            var check = machine.CanMigrate(tiedTo.GetValueOrDefault(machine.Id));
            if (check.Ok) movable.Add(new RestartMachine(machine.Id, machine.Name, machine.Memory, 0));
            else obstacles.Add(new EvacuationObstacle(machine.Id, machine.Name, check.Problems[0]));
        }

        List<RestartHost> hosts = [.. others.Where(host => host.Status == HostStatus.Connected).Select(host => new RestartHost(host.Host, host.Name, host.Free))];
        var plan = RestartPlanner.Plan(hosts, movable, []);
        var left = Left(hosts, plan);
        obstacles.AddRange(plan.Placements.Where(placement => placement.Host is null)
            .Select(placement => new EvacuationObstacle(placement.Machine.Machine, placement.Machine.Name, NoRoom(placement.Machine, left))));
        return new Evacuation(
            [.. plan.Placements.Where(placement => placement.Host is not null).Select(placement => new EvacuationMove(
                placement.Machine.Machine, placement.Machine.Name, placement.Machine.Memory, placement.Host!.Value, hosts.Find(host => host.Host == placement.Host)!.Name))],
            [.. obstacles.OrderBy(obstacle => obstacle.Name, StringComparer.Ordinal)]);
    }

    static ByteSize Left(List<RestartHost> hosts, RestartPlan plan) => hosts
        .Select(host => host.Free.Bytes - plan.Placements.Where(placement => placement.Host == host.Host).Sum(placement => placement.Machine.Memory.Bytes))
        .Select(bytes => new ByteSize(Math.Max(0, bytes))).DefaultIfEmpty(ByteSize.Zero).Max();

    static Problem NoRoom(RestartMachine machine, ByteSize left) =>
        Problem.Conflict("evacuation.no-room", $"{machine.Name} has nowhere to go: it needs {machine.Memory}, and the most that another connected host has left after the others have moved is {left}.");
}
