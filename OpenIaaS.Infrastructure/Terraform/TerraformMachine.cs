using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Terraform;

/// <summary>
/// A machine, its disks and its adapters as resources. Disks and adapters are resources of their own and not <c>os_…</c> blocks: an import reads
/// no such block, and one written all the same would be compared with nothing.
/// </summary>
/// <param name="Host">The name of the host it runs on.</param>
/// <param name="Image">The name of the ISO in its drive.</param>
/// <param name="Policies">Its backup policies; null where the caller may not see them.</param>
/// <param name="Adapters">Its adapters; null where the caller may not see networks.</param>
public sealed record TerraformMachine(
    VirtualMachine Machine, string? Host, string? Image, IReadOnlyList<TerraformMachine.Named>? Policies, TerraformMachine.Named? Replication,
    IReadOnlyList<TerraformMachine.OneDisk> Disks, IReadOnlyList<TerraformMachine.OneAdapter>? Adapters)
{
    const string Type = "cloudtemple_compute_iaas_opensource_virtual_machine";
    const string DiskType = "cloudtemple_compute_iaas_opensource_virtual_disk";
    const string AdapterType = "cloudtemple_compute_iaas_opensource_network_adapter";

    /// <summary>The provider wants a template, which no machine keeps, and replaces the machine when it changes.</summary>
    const string NoTemplate = "00000000-0000-0000-0000-000000000000";

    /// <summary>Something with a name and an identity.</summary>
    public sealed record Named(Guid Id, string Name);

    /// <param name="Storage">The name of its block storage.</param>
    public sealed record OneDisk(VirtualDisk Disk, string Storage);

    /// <param name="Network">The name of its network.</param>
    public sealed record OneAdapter(NetworkAdapter Adapter, string Network);

    public TerraformConfiguration Write() => Write(new TerraformNames(), new TerraformNames());

    /// <summary>The same beside other machines in one file.</summary>
    /// <param name="names">The names their machines have already.</param>
    /// <param name="diskNames">The names their disks have already.</param>
    public TerraformConfiguration Write(TerraformNames names, TerraformNames diskNames)
    {
        var name = names.Next(Machine.Name, "machine");
        var address = $"{Type}.{name}";
        var body = Body();
        var text = Resource(Type, name, body, Machine.Id.Value);
        List<TerraformBlock> blocks = [new(TerraformKind.VirtualMachine, Machine.Id.Value, Machine.Name, address, text, text)];
        foreach (var disk in Disks) blocks.Add(Describe(disk, diskNames.Next($"{name}_{disk.Disk.Name}", "disk"), address));
        foreach (var adapter in Adapters ?? []) blocks.Add(Describe(adapter, $"{name}_eth{adapter.Adapter.Position}", address));
        return new TerraformConfiguration(blocks, Disks.Any(disk => disk.Disk.ExcludedFromBackup) ? [TerraformGap.LeftOutOfBackups] : []);
    }

    /// <summary>A resource and its import.</summary>
    internal static string Resource(string type, string name, HclBody body, Guid id) =>
        $"{body.Of($"resource \"{type}\" \"{name}\"")}\n{new HclBody().Set("to", $"{type}.{name}").Text("id", $"{id}").Of("import")}";

    HclBody Body()
    {
        var runs = Machine.Power == PowerState.Running;
        var body = new HclBody().Text("name", Machine.Name).Text("power_state", runs ? "on" : "off").Text("template_id", NoTemplate);
        if (runs && Machine.HostId is { } host) body.Text("host_id", $"{host}", Host);
        body.Gap().Number("cpu", Machine.VirtualCpus).Number("num_cores_per_socket", Machine.CoresPerSocket).Number("memory", Machine.Memory.Bytes, $"{Machine.Memory}");
        body.Gap().Text("boot_firmware", Machine.Firmware == Firmware.Uefi ? "uefi" : "bios").Flag("secure_boot", Machine.SecureBoot)
            .Set("boot_order", $"[{string.Join(", ", Devices(Machine.BootOrder).Select(HclText.Quote))}]");
        if (Machine.MountedImageId is { } image) body.Text("mount_iso", $"{image}", Image);
        body.Gap().Flag("auto_power_on", Machine.AutoPowerOn).Text("high_availability", Word(Machine.HighAvailability));
        if (Replication is { } replication) body.Text("replication_policy_id", $"{replication.Id}", replication.Name);
        if (Policies is { Count: > 0 }) body.Items("backup_sla_policies", '[', Policies.Select(policy => $"{HclText.Quote($"{policy.Id}")}, # {HclText.Comment(policy.Name)}"), ']');
        if (Machine.Tags.Count > 0) body.Items("tags", '{', Tags(), '}');
        return body.Block("lifecycle", Ignored(runs));
    }

    HclBody Ignored(bool runs)
    {
        List<string> ignored = ["template_id"];
        if (runs) ignored.Add("host_id");
        if (Machine.MountedImageId is not null) ignored.Add("mount_iso");
        if (Policies is null) ignored.Add("backup_sla_policies");
        return new HclBody()
            .Comment("An import does not read these, or others change them: without this line an apply would")
            .Comment("replace the machine, move it back to its former host or eject its ISO.")
            .Set("ignore_changes", $"[{string.Join(", ", ignored)}]");
    }

    IEnumerable<string> Tags()
    {
        var tags = Machine.Tags.ConvertAll(text => MachineTag.Read(text)).ConvertAll(tag => (Key: HclText.Quote(tag.Key), Value: HclText.Quote(tag.Value)));
        var width = tags.Max(tag => tag.Key.Length);
        return tags.Select(tag => $"{tag.Key.PadRight(width)} = {tag.Value}");
    }

    TerraformBlock Describe(OneDisk one, string name, string machine)
    {
        var disk = one.Disk;
        return new TerraformBlock(TerraformKind.Disk, disk.Id.Value, disk.Name, $"{DiskType}.{name}", Text(HclText.Quote($"{Machine.Id}")), Text($"{machine}.id"));

        string Text(string owner) => Resource(DiskType, name, new HclBody()
            .Text("name", disk.Name).Number("size", disk.Capacity.Bytes, $"{disk.Capacity}").Text("mode", disk.IsReadOnly ? "RO" : "RW")
            .Flag("bootable", disk.IsBootable).Flag("connected", disk.IsConnected)
            .Gap().Text("storage_repository_id", $"{disk.StorageRepositoryId}", one.Storage).Set("virtual_machine_id", owner)
            .Block("lifecycle", new HclBody()
                .Comment("An import does not read whether a disk is connected: without this line the first apply would")
                .Comment("connect it once more. Remove it after that apply.")
                .Set("ignore_changes", "[connected]")), disk.Id.Value);
    }

    TerraformBlock Describe(OneAdapter one, string name, string machine)
    {
        var adapter = one.Adapter;
        return new TerraformBlock(
            TerraformKind.Adapter, adapter.Id.Value, $"eth{adapter.Position}", $"{AdapterType}.{name}", Text(HclText.Quote($"{Machine.Id}")), Text($"{machine}.id"));

        string Text(string owner) => Resource(AdapterType, name, new HclBody()
            .Text("network_id", $"{adapter.NetworkId}", one.Network).Set("virtual_machine_id", owner)
            .Gap().Text("mac_address", adapter.MacAddress).Flag("attached", adapter.IsConnected).Flag("tx_checksumming", adapter.TxChecksumming), adapter.Id.Value);
    }

    static string Word(HighAvailabilityPriority priority) => priority switch
    {
        HighAvailabilityPriority.Disabled => "disabled",
        HighAvailabilityPriority.Restart => "restart",
        HighAvailabilityPriority.BestEffort => "best-effort",
    };

    static string[] Devices(BootOrder order) =>
        [.. order.Devices().Select(device => device switch { BootFrom.Disk => "Hard-Drive", BootFrom.Dvd => "DVD-Drive", BootFrom.Network => "Network" })];
}
