using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Terraform;

/// <summary>A replication policy as a resource.</summary>
/// <param name="Storage">The name of the block storage its replicas lie on.</param>
public sealed record TerraformPolicy(ReplicationPolicy Policy, string Storage)
{
    const string Type = "cloudtemple_compute_iaas_opensource_replication_policy";

    public TerraformConfiguration Write() => Write(new TerraformNames());

    /// <param name="names">The names other policies of the same file have already.</param>
    public TerraformConfiguration Write(TerraformNames names)
    {
        var name = names.Next(Policy.Name, "policy");
        var text = TerraformMachine.Resource(Type, name, new HclBody()
            .Text("name", Policy.Name).Text("storage_repository_id", $"{Policy.TargetStorageId}", Storage)
            .Block("interval", new HclBody().Number(Policy.Interval.Unit == IntervalUnit.Minutes ? "minutes" : "hours", Policy.Interval.Count)), Policy.Id.Value);
        return new TerraformConfiguration([new(TerraformKind.ReplicationPolicy, Policy.Id.Value, Policy.Name, $"{Type}.{name}", text, text)], [TerraformGap.PointsKept]);
    }
}
