namespace OpenIaaS.Infrastructure.Terraform;

/// <summary>A resource of the provider with its import.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Of">The identity of what it describes.</param>
/// <param name="Name">What that is called.</param>
/// <param name="Address">How the resource is called in other expressions.</param>
/// <param name="Alone">The text by itself: what it depends on is named by its identity.</param>
/// <param name="Together">The text beside the others: what it depends on is named by its address.</param>
public sealed record TerraformBlock(TerraformKind Kind, Guid Of, string Name, string Address, string Alone, string Together);

/// <summary>What can be described to the provider.</summary>
public enum TerraformKind
{
    VirtualMachine,
    Disk,
    Adapter,
    ReplicationPolicy,
}
