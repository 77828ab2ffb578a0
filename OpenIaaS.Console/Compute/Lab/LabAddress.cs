namespace OpenIaaS.Console.Compute.Lab;

/// <summary>Where the objects of a map have their addresses.</summary>
/// <param name="Page">The page the map stands on.</param>
/// <param name="Query">What else its address says, without the part: <c>at=PT10M&amp;</c>; empty for nothing.</param>
public sealed record LabAddress(string Page, string Query)
{
    /// <summary>The Lab, where the hardware of the tenant is broken.</summary>
    public static readonly LabAddress Live = new("/lab", "");

    /// <summary>The page with the card of an object open.</summary>
    public string Of(object part) => $"{Page}?{Query}part={part}";
}
