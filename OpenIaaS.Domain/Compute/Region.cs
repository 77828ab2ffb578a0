using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>A region: it holds one or more availability zones (Concepts, Regions and Availability Zones).</summary>
public sealed class Region
{
    Region() => (Name, Code) = ("", "");

    /// <summary>Makes a region.</summary>
    public Region(Id<Region> id, string name, string code) => (Id, Name, Code) = (id, name, code);

    /// <summary>Its identity.</summary>
    public Id<Region> Id { get; private set; }

    /// <summary>Its name: <c>France</c>.</summary>
    public string Name { get; private set; }

    /// <summary>Its code as it stands in a SKU: <c>fr1</c>.</summary>
    public string Code { get; private set; }
}
