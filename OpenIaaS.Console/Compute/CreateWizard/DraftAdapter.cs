using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>A network adapter as it is being typed.</summary>
public sealed class DraftAdapter
{
    public Id<VirtualNetwork>? Network { get; set; }

    public string MacAddress { get; set; } = "";

    /// <summary>What its network is for, in the words of what the machine begins as; or empty.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>The MAC address it had where it comes from, or empty.</summary>
    public string Original { get; init; } = "";

    /// <summary>The name of the network it was on where it comes from, or empty.</summary>
    public string OriginalNetwork { get; init; } = "";
}
