namespace OpenIaaS.Infrastructure.Terraform;

/// <summary>Names of resources, each given once: Terraform takes two of one type and name for the same.</summary>
public sealed class TerraformNames
{
    readonly HashSet<string> given = [];

    /// <summary>The name for an object, numbered when another one has it already.</summary>
    public string Next(string name, string fallback)
    {
        var wanted = HclText.Identifier(name, fallback);
        var found = wanted;
        for (var number = 2; !given.Add(found); number++) found = $"{wanted}_{number}";
        return found;
    }
}
