using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>Which VLAN IDs the platform gives: each once in an organization, and none that can be chosen (Console specification 2.25).</summary>
public static class VlanPlan
{
    /// <summary>The first one given; those below are left to networks that were there before (our own choice).</summary>
    public const int First = 100;

    /// <summary>The last one there is (IEEE 802.1Q: 4095 is reserved); the interconnects keep this one for themselves as well.</summary>
    public const int Last = 4093;

    /// <summary>Whether the interconnects keep an ID for themselves: 1002 to 1005, and 3968 to 4047 (Cisco UCS Manager, reserved VLANs).</summary>
    public static bool IsReserved(int id) => id is (>= 1002 and <= 1005) or (>= 3968 and <= 4047);

    /// <summary>The next IDs, the lowest that are free.</summary>
    /// <param name="count">How many.</param>
    /// <param name="taken">Those that networks of the organization have.</param>
    /// <returns><c>vlan.none-left</c>.</returns>
    public static Result<IReadOnlyList<int>> Next(int count, IReadOnlySet<int> taken)
    {
        List<int> free = [.. Enumerable.Range(First, Last - First + 1).Where(id => !IsReserved(id) && !taken.Contains(id)).Take(count)];
        return free.Count == count
            ? free
            : Problem.Conflict("vlan.none-left", $"The organization has {free.Count} VLAN IDs left; {count} networks were asked for.", "Names");
    }
}
