using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>A product a tenant has (Console specification 2.24, Tenants): what the API calls a feature. Every tenant of this console has all of them.</summary>
/// <param name="Id">The same in every installation.</param>
/// <param name="Name">Its name on the wire: <c>compute</c>.</param>
/// <param name="Parts">The products it consists of; mostly none.</param>
public sealed record Feature(Id<Feature> Id, string Name, IReadOnlyList<Feature> Parts)
{
    /// <summary>Every product, named as its permissions begin.</summary>
    public static IReadOnlyList<Feature> All { get; } =
    [
        Of("compute", "iaas_opensource"), Of("backup", "iaas_opensource"), Of("network"), Of("vpc"), Of("marketplace"), Of("tag"), Of("metric"), Of("activity"), Of("support"), Of("iam"),
    ];

    static Feature Of(string name, params IEnumerable<string> parts) =>
        new(NamedId.Of<Feature>($"feature/{name}"), name, [.. parts.Select(part => new Feature(NamedId.Of<Feature>($"feature/{name}/{part}"), $"{name}_{part}", []))]);
}
