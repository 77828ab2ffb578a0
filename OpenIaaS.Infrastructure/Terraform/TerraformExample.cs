using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Terraform;

/// <summary>A first machine for somebody who has none yet, made of what a tenant really has: it can be applied as it stands.</summary>
/// <param name="Zone">The availability zone it goes to.</param>
/// <param name="Template">A preinstalled template there.</param>
/// <param name="Networks">The networks of the template's adapters, in their order.</param>
/// <param name="BackupPolicy">A backup policy of the zone: without one no machine is powered on. Null where there is none.</param>
/// <param name="VirtualCpus">The vCPUs the template begins with.</param>
/// <param name="Memory">The memory the template begins with.</param>
public sealed record TerraformExample(string Zone, string Template, IReadOnlyList<string> Networks, string? BackupPolicy, int VirtualCpus, ByteSize Memory)
{
    const string Data = "cloudtemple_compute_iaas_opensource_";

    /// <summary>The text of the file.</summary>
    public string Write()
    {
        List<string> blocks =
        [
            new HclBody().Text("name", Zone).Of($"data \"{Data}availability_zone\" \"zone\""),
            InZone("template", "template", Template),
            .. Networks.Distinct().Select((name, index) => InZone("network", $"network_{index + 1}", name)),
        ];
        if (BackupPolicy is not null) blocks.Add(OfZone(BackupPolicy).Of("data \"cloudtemple_backup_iaas_opensource_policy\" \"backup\""));
        blocks.Add(Machine().Of("resource \"cloudtemple_compute_iaas_opensource_virtual_machine\" \"first\""));
        return string.Join('\n', blocks);
    }

    HclBody Machine()
    {
        var body = new HclBody().Text("name", "terraform-01").Set("template_id", $"data.{Data}template.template.id").Text("power_state", BackupPolicy is null ? "off" : "on");
        body.Gap().Number("cpu", VirtualCpus).Number("num_cores_per_socket", 1).Number("memory", Memory.Bytes, $"{Memory}");
        var known = Networks.Distinct().ToList();
        foreach (var network in Networks) body.Block("os_network_adapter", new HclBody().Set("network_id", $"data.{Data}network.network_{known.IndexOf(network) + 1}.id"));
        if (BackupPolicy is not null) body.Items("backup_sla_policies", '[', ["data.cloudtemple_backup_iaas_opensource_policy.backup.id,"], ']');
        return body;
    }

    static string InZone(string noun, string label, string name) => OfZone(name).Of($"data \"{Data}{noun}\" \"{label}\"");

    static HclBody OfZone(string name) => new HclBody().Text("name", name).Set("machine_manager_id", $"data.{Data}availability_zone.zone.id");
}
