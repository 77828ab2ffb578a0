using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>What is on a network, everywhere or on one pool.</summary>
/// <param name="Adapters">How many adapters.</param>
/// <param name="Machines">The names of some machines that have them, of the tenant that asks.</param>
public sealed record NetworkUse(int Adapters, IReadOnlyList<string> Machines)
{
    /// <summary>How many machines a sentence names at most.</summary>
    public const int MostNamed = 3;

    /// <summary>Whether nothing is on it.</summary>
    /// <returns><c>network.in-use</c>.</returns>
    public Result Check(string network) => Adapters == 0
        ? Result.Success
        : Machines.Count == 0
            ? Problem.Conflict("network.in-use-elsewhere", $"{Adapters} network adapters of tenants it is shared with are on the network {network}; they have to leave it first.")
            : Problem.Conflict("network.in-use", $"{Adapters} network adapters are on the network {network}, among them of {string.Join(", ", Machines.Take(MostNamed))}. Put them on another network or remove them first.");
}
