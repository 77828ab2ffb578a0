using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>What is on a network, everywhere or on one pool.</summary>
/// <param name="Adapters">How many adapters.</param>
/// <param name="Machines">The names of some machines that have them, of the tenant that asks.</param>
/// <param name="Coming">How many machines are on their way to it from another pool.</param>
/// <param name="Travellers">The names of some of these, of the tenant that asks.</param>
public sealed record NetworkUse(int Adapters, IReadOnlyList<string> Machines, int Coming = 0, IReadOnlyList<string>? Travellers = null)
{
    /// <summary>How many machines a sentence names at most.</summary>
    public const int MostNamed = 3;

    /// <summary>Whether nothing is on it, nor on its way to it.</summary>
    /// <returns><c>network.in-use</c>, <c>network.in-use-elsewhere</c>, <c>network.awaited</c> or <c>network.awaited-elsewhere</c>.</returns>
    public Result Check(string network) => (Adapters, Machines.Count, Coming, Travellers ?? []) switch
    {
        (0, _, 0, _) => Result.Success,
        (0, _, _, []) => Problem.Conflict("network.awaited-elsewhere", $"Machines of tenants it is shared with are on their way from another pool to the network {network}; wait until they have arrived, and then they have to leave it."),
        (0, _, _, var names) => Problem.Conflict("network.awaited", $"On the way from another pool to the network {network}: {string.Join(", ", names.Take(MostNamed))}. Wait until that has ended, then put the adapters on another network."),
        (_, 0, _, _) => Problem.Conflict("network.in-use-elsewhere", $"{Adapters} network adapters of tenants it is shared with are on the network {network}; they have to leave it first."),
        _ => Problem.Conflict("network.in-use", $"{Adapters} network adapters are on the network {network}, among them of {string.Join(", ", Machines.Take(MostNamed))}. Put them on another network or remove them first."),
    };
}
