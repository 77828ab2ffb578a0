namespace OpenIaaS.Domain.Compute;

/// <summary>What a part of the hardware is. The failure of each means something else to what hangs on it.</summary>
public enum HardwarePartKind
{
    /// <summary>
    /// One of the two fabric interconnects of a UCS domain. With one lost its hosts have half their bandwidth; with both lost they are cut off
    /// from network and block storage (Concepts, Compute Blade Classes, note 3: links carry both).
    /// </summary>
    Interconnect,

    /// <summary>A chassis of eight slots. Without power none of its blades has any.</summary>
    Chassis,

    /// <summary>One of the two canisters of an array. With one lost the array has half its throughput; with both lost its volumes are offline.</summary>
    Canister,

    /// <summary>A drive of an array. How many may be missing is <see cref="Storage.DistributedRaid.Parity"/>.</summary>
    Drive,

    /// <summary>The channel between two zones. While it is lost nothing is replicated over it.</summary>
    Link,
}
