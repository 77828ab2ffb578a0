namespace OpenIaaS.Infrastructure.Identity;

/// <summary>A key the product made for itself and keeps in the database, so that a restart and a second node use the same one.</summary>
public sealed class StoredKey
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}
