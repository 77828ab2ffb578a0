using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Console.HighAvailability.Failures;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability.Api;

/// <summary>What is asked to fail together.</summary>
/// <param name="Hosts">The identities of hosts of the pool.</param>
/// <param name="Parts">The identities of chassis and fabric interconnects the pool hangs on.</param>
[Example("""{"hosts":["0198c0de-0000-7000-8000-000000000004"],"parts":[]}""")]
sealed record WhatIfQuestionWire(string[]? Hosts, string[]? Parts);

/// <summary>What would happen. Sizes are bytes, spans whole seconds.</summary>
/// <param name="KeepsPromises">Whether every machine that is set to restart finds a place.</param>
/// <param name="IsExact">Whether the plan is proved to be the best one, and not just a good one.</param>
/// <param name="HeartbeatTimeOutSeconds">After how long a silent host counts as failed; it is part of each expected time.</param>
/// <param name="Survival">What the pool survives, whichever hosts fail.</param>
/// <param name="Hosts">Every host of the pool, before and after.</param>
/// <param name="Parts">The chassis and interconnects that can be asked about.</param>
/// <param name="VirtualMachines">Those that are down then, in the order in which they are started.</param>
/// <param name="Mends">Changes after which every machine set to restart finds a place, the cheapest first; empty when none is needed or known.</param>
sealed record WhatIfWire(
    Reference Pool, Reference MachineManager, bool HighAvailabilityEnabled, bool KeepsPromises, bool IsExact, long HeartbeatTimeOutSeconds, WhatIfWire.SurvivalPart Survival, WhatIfWire.HostPart[] Hosts,
    WhatIfWire.HardwarePartWire[] Parts, WhatIfWire.MachinePart[] VirtualMachines, WhatIfWire.MendPart[] Mends)
{
    public static WhatIfWire Of(WhatIfQueries.View view) => new(
        Reference.To(view.Pool.Id, view.Pool.Name), Reference.To(view.Pool.ZoneId, view.Pool.Zone), view.Pool.IsEnabled, view.Answer.KeepsPromises, view.Answer.IsExact, (long)view.TimeOut.TotalSeconds,
        new SurvivalPart(view.Pool.Survival.Hosts, view.Pool.Survival.Failures, view.Pool.Survival.IsProved, [.. view.Pool.Survival.Weakest]),
        [.. view.Blades.Select(blade => new HostPart($"{blade.After.Host}", blade.After.Name, $"{blade.After.Status}", blade.After.Fails, blade.ForMachines.Bytes, blade.After.Free.Bytes, blade.After.Taken.Bytes, blade.After.Machines))],
        [.. view.Parts.Select(part => new HardwarePartWire($"{part.Id}", $"{part.Kind}", part.Group, part.Name, part.IsBroken))],
        [.. view.Lines.Select(line => MachinePart.Of(line))], [.. view.Mends.Select(MendPart.Of)]);

    /// <summary>How many hosts may fail together, whichever they are.</summary>
    /// <param name="Hosts">How many connected hosts the pool has.</param>
    /// <param name="Failures">How many may fail.</param>
    /// <param name="IsProved">Whether more are known to be too many.</param>
    /// <param name="Weakest">Hosts whose failure together is one too many, by name.</param>
    public sealed record SurvivalPart(int Hosts, int Failures, bool IsProved, string[] Weakest);

    /// <summary>A host before and after.</summary>
    /// <param name="Status"><c>Connected</c>, <c>Evacuating</c>, <c>Maintenance</c> or <c>Failed</c>.</param>
    /// <param name="Memory">Its memory for machines.</param>
    /// <param name="MemoryFree">What it has left now.</param>
    /// <param name="MemoryTaken">What the restarts take of that.</param>
    /// <param name="VirtualMachines">How many machines run on it now.</param>
    public sealed record HostPart(string Id, string Name, string Status, bool Fails, long Memory, long MemoryFree, long MemoryTaken, int VirtualMachines);

    /// <summary>A part the hosts hang on.</summary>
    /// <param name="Kind"><c>Chassis</c> or <c>Interconnect</c>.</param>
    /// <param name="Group">The UCS domain it belongs to.</param>
    public sealed record HardwarePartWire(string Id, string Kind, string Group, string Name, bool IsBroken);

    /// <summary>What becomes of a machine.</summary>
    /// <param name="Priority"><c>disabled</c>, <c>restart</c> or <c>best-effort</c>.</param>
    /// <param name="Fate"><c>restarts</c>, <c>waits</c>, <c>stays_down</c>, <c>off_by_choice</c> or <c>pool_off</c>.</param>
    /// <param name="From">The name of the host it loses; absent when it waits since an earlier failure.</param>
    /// <param name="To">The host it is restarted on; absent when it is not.</param>
    /// <param name="ExpectedBackSeconds">When it is expected back, from the moment its host fails; absent when it does not come back.</param>
    /// <param name="Reason">Why there is no room for it; absent otherwise.</param>
    public sealed record MachinePart(string Id, string Name, long Memory, string Priority, int StartOrder, string Fate, string? From, Reference? To, long? ExpectedBackSeconds, string? Reason)
    {
        public static MachinePart Of(WhatIfQueries.Line line)
        {
            var (machine, fate) = (line.Fate.Machine, line.Fate);
            return new MachinePart(
                $"{machine.Machine}", machine.Name, machine.Memory.Bytes, FailureCodes.Of(machine.Priority), machine.StartOrder, FailureCodes.Of(fate.Fate), fate.From,
                fate.To is { } to ? Reference.To(to, fate.ToName!) : null, (long?)line.BackAfter?.TotalSeconds, fate.Reason?.Message);
        }
    }

    /// <summary>A change that helps.</summary>
    /// <param name="Kind"><c>EndMaintenance</c>, <c>PowerOff</c>, <c>GiveUp</c> or <c>MoreMemory</c>.</param>
    /// <param name="Hosts">The names of the hosts it concerns.</param>
    /// <param name="VirtualMachines">The names of the machines it concerns.</param>
    /// <param name="Memory">The memory it is about.</param>
    public sealed record MendPart(string Kind, string[] Hosts, string[] VirtualMachines, long Memory)
    {
        public static MendPart Of(Mend mend) => new($"{mend.Kind}", [.. mend.Hosts.Select(host => host.Name)], [.. mend.Machines.Select(machine => machine.Name)], mend.Memory.Bytes);
    }
}
