namespace OpenIaaS.Infrastructure.Terraform;

/// <summary>What the official provider is told of some objects (its public documentation, version 1.10.0: resources <c>compute_iaas_opensource_*</c>).</summary>
/// <param name="Blocks">One for each object, the machine first.</param>
/// <param name="Unsaid">What is set here and the provider has no words for.</param>
public sealed record TerraformConfiguration(IReadOnlyList<TerraformBlock> Blocks, IReadOnlyList<TerraformGap> Unsaid)
{
    /// <summary>Which provider it is for. Blocks of import need Terraform 1.5.</summary>
    public static string Provider { get; } = new HclBody().Text("required_version", ">= 1.5.0")
        .Block("required_providers", new HclBody().Items("cloudtemple", '{', ["source  = \"Cloud-Temple/cloudtemple\"", "version = \">= 1.10.0\""], '}'))
        .Of("terraform");

    /// <summary>Everything in one file.</summary>
    public string Together => string.Join('\n', [Provider, .. Blocks.Select(block => block.Together)]);
}

/// <summary>Something set here that the provider cannot be told.</summary>
public enum TerraformGap
{
    /// <summary>Disks that backups leave out.</summary>
    LeftOutOfBackups,

    /// <summary>How many recovery points are kept, and the description of a policy.</summary>
    PointsKept,
}
