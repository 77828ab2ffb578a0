namespace OpenIaaS.Domain.Common;

/// <summary>Something two people may edit at once. The version grows by one with each change, so that the second one is told.</summary>
public interface IVersioned
{
    /// <summary>How often it was changed, from 1.</summary>
    int Version { get; }
}
