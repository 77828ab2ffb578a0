namespace OpenIaaS.Domain.Compute;

/// <summary>What a new machine begins as (Console specification 2.14; 3.3, 15).</summary>
public enum CreationMethod
{
    /// <summary>A template of its pool.</summary>
    Template,

    /// <summary>A configuration template, a disk of its own, and an ISO in the DVD drive from which it boots first.</summary>
    Iso,

    /// <summary>A file that a machine was exported to.</summary>
    Xva,

    /// <summary>A public image of the marketplace.</summary>
    Marketplace,
}
