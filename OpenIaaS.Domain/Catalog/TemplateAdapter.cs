using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Domain.Catalog;

/// <summary>A network adapter of a template.</summary>
/// <param name="Name">Its name: <c>eth0</c>.</param>
/// <param name="NetworkId">The network it is on.</param>
public sealed record TemplateAdapter(string Name, Id<VirtualNetwork> NetworkId);
