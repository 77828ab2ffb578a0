using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Compute;

/// <content>Whether such a machine can be made. The wizard asks it at each step and the use case once more.</content>
public sealed partial record NewMachine
{
    /// <summary>Every reason why this machine cannot be made, each with the path of its input: <c>Disks[1].Capacity</c>.</summary>
    /// <param name="facts">What is known of the place.</param>
    /// <returns>
    /// <c>new-machine.*</c>, <c>name.*</c>, <c>vcpu.*</c>, <c>memory.*</c>, <c>disk.*</c>, <c>storage.*</c>, <c>adapter.*</c>, <c>network.*</c>,
    /// <c>mac.*</c>, <c>iso.*</c>, <c>ha.order</c>, <c>backup.*</c>, <c>cloud-init.*</c>.
    /// </returns>
    public Result Check(NewMachineFacts facts) => Result.From(
    [
        .. CheckPlace(facts),
        .. MachineName.Check(Name).Problems,
        .. UniqueName.Check(Name, facts.MachineNames, "virtual machine").Problems,
        .. VirtualMachineLimits.CheckVirtualCpus(VirtualCpus, CoresPerSocket).Problems,
        .. CheckMemory(facts.LargestHost),
        .. CheckFigures(facts),
        .. CheckGivenDisks(facts),
        .. DiskLimits.CheckDevices(Disks.Count, CloudInit is not null).Problems,
        .. Disks.SelectMany((_, index) => CheckDisk(index, facts)),
        .. CheckStorageRoom(facts),
        .. AdapterLimits.CheckCount(Adapters.Count).Problems,
        .. Adapters.SelectMany((_, index) => CheckAdapter(index, facts)),
        .. VirtualMachineLimits.CheckStartOrder(StartOrder).Problems,
        .. CheckBackup(facts),
        .. CloudInit?.Check(Disks.Count).Problems.Select(problem => problem.Field == nameof(Disks) ? problem : problem.On($"CloudInit.{problem.Field}")) ?? [],
    ]);

    IEnumerable<Problem> CheckPlace(NewMachineFacts facts)
    {
        if (Pool is null) yield return Problem.Invalid("new-machine.pool", $"Choose the pool the machine will live in.", nameof(Pool));
        foreach (var problem in Method switch
        {
            CreationMethod.Template => CheckTemplate(facts),
            CreationMethod.Iso => [.. CheckTemplate(facts), .. CheckInstallation(facts)],
            CreationMethod.Marketplace => facts.Item is null || facts.Item.Id != Item ? [Problem.Invalid("new-machine.item", $"Choose an image of the marketplace.", nameof(Item))] : [],
            CreationMethod.Xva => facts.FileRefused is { } refused ? [refused.On(nameof(File))]
                : facts.File is null || facts.File.Upload != File ? [Problem.Invalid("new-machine.file", $"Choose an XVA file that has arrived as a whole.", nameof(File))] : [],
        }) yield return problem;
        if (Image is { } asked && Pool is { } pool)
        {
            var room = facts.Images?.FirstOrDefault(known => known.Image.Id == asked);
            var fits = room is null ? NoImage() : room.CheckFor(pool, Name);
            foreach (var problem in fits.Problems) yield return problem;
        }
    }

    IEnumerable<Problem> CheckTemplate(NewMachineFacts facts)
    {
        if (facts.Template is null || facts.Template.Id != Template)
            yield return Problem.Invalid("new-machine.template", $"Choose a template of the pool.", nameof(Template));
        else if (Pool is { } pool && facts.Template.PoolId != pool)
            yield return Problem.Invalid("new-machine.template-pool", $"The template {facts.Template.Name} lies in another pool; choose one of this pool.", nameof(Template));
    }

    // From an ISO a system is installed on a disk of one's own: configuration template, disk, ISO, DVD first (Console specification 2.14).
    IEnumerable<Problem> CheckInstallation(NewMachineFacts facts)
    {
        if (Image is null) foreach (var problem in NoImage().Problems) yield return problem;
        if (facts.Template is { Disks.Count: > 0 } template)
            yield return Problem.Invalid("new-machine.image-template", $"The template {template.Name} has a system already; a machine that is installed from an ISO begins as a configuration template, with 0 disks.", nameof(Template));
    }

    static Result NoImage() => Problem.Invalid("new-machine.image", $"Choose an ISO of the pool to install from.", nameof(Image));

    // A public image or a file comes with its figures (Console specification 2.14 C).
    IEnumerable<Problem> CheckFigures(NewMachineFacts facts)
    {
        if (facts.Source is { HasFixedFigures: true } source && (VirtualCpus, Memory) != (source.VirtualCpus, source.Memory))
            yield return Problem.Invalid("new-machine.figures", $"{source.Name} is deployed with {source.VirtualCpus} vCPU and {source.Memory} of memory; change them once the machine is there.", nameof(VirtualCpus));
    }

    IReadOnlyList<Problem> CheckMemory(ByteSize largestHost)
    {
        var range = VirtualMachineLimits.CheckMemory(Memory);
        return range.Ok && largestHost > ByteSize.Zero ? VirtualMachineLimits.CheckFits(Memory, largestHost).Problems : range.Problems;
    }

    IEnumerable<Problem> CheckGivenDisks(NewMachineFacts facts)
    {
        var given = facts.Source?.Disks ?? [];
        for (var index = 0; index < given.Count; index++)
        {
            var (name, capacity) = given[index];
            var (removed, resized) = (index >= Disks.Count, index < Disks.Count && Disks[index].Capacity != capacity);
            if (facts.Source!.Method == CreationMethod.Template)
            {
                if (removed) yield return Problem.Invalid("new-machine.template-disk", $"The disk {name} comes with the template and cannot be removed.", nameof(Disks));
                else if (resized) yield return Problem.Invalid("new-machine.template-disk-size", $"The disk {name} comes with the template and has its size, {capacity}; {Disks[index].Capacity} was asked for.", Path(index, nameof(NewDisk.Capacity)));
            }
            else if (removed) yield return Problem.Invalid("new-machine.source-disk", $"The disk {name} comes with {facts.Source.Name} and cannot be removed.", nameof(Disks));
            else if (resized) yield return Problem.Invalid("new-machine.source-disk-size", $"The disk {name} comes with {facts.Source.Name} and has its size, {capacity}; {Disks[index].Capacity} was asked for.", Path(index, nameof(NewDisk.Capacity)));
        }

        if (facts.Source is not null && Disks.Count == 0 && given.Count == 0 && CloudInit is null && (StartAfterCreation || Image is not null || !facts.DisksMayFollow))
            yield return Problem.Invalid("new-machine.needs-disk", $"A configuration template has no disk; add at least one to install a system on.", nameof(Disks));
    }

    IEnumerable<Problem> CheckDisk(int index, NewMachineFacts facts)
    {
        var disk = Disks[index];
        foreach (var problem in DiskLimits.CheckName(disk.Name, Disks.Take(index).Select(earlier => earlier.Name), Path(index, nameof(NewDisk.Name))).Problems) yield return problem;
        foreach (var problem in DiskLimits.CheckCapacity(disk.Capacity, Path(index, nameof(NewDisk.Capacity))).Problems) yield return problem;
        foreach (var problem in DiskPlace.Check(disk.Name, disk.Storage, facts.Storages, facts.Heartbeat, Path(index, nameof(NewDisk.Storage))).Problems) yield return problem;
    }

    IEnumerable<Problem> CheckStorageRoom(NewMachineFacts facts) => DiskPlace.CheckRoom(
        Disks.Index().Where(disk => DiskLimits.CheckCapacity(disk.Item.Capacity).Ok).Select(disk => (disk.Item.Storage, disk.Item.Capacity, Path(disk.Index, nameof(NewDisk.Storage)))), facts.Storages);

    IEnumerable<Problem> CheckAdapter(int index, NewMachineFacts facts)
    {
        var adapter = Adapters[index];
        if (adapter.Network is not { } network || !facts.Networks.Contains(network))
            yield return Problem.Invalid("network.not-in-pool", $"Choose a network of the pool for adapter {index + 1}.", $"Adapters[{index}].{nameof(NewAdapter.Network)}");
        if (string.IsNullOrWhiteSpace(adapter.MacAddress)) yield break;
        var others = Adapters.Take(index).Select(earlier => MacAddress.Parse(earlier.MacAddress ?? "")).Where(parsed => parsed.Ok).Select(parsed => parsed.Value);
        foreach (var problem in MacAddress.CheckFree(adapter.MacAddress, [.. facts.MacAddresses, .. others], $"Adapters[{index}].{nameof(NewAdapter.MacAddress)}").Problems)
            yield return problem;
    }

    IEnumerable<Problem> CheckBackup(NewMachineFacts facts)
    {
        foreach (var (index, policy) in BackupPolicies.Index())
        {
            if (!facts.BackupPolicies.Contains(policy))
                yield return Problem.Invalid("backup.other-zone", $"Choose a backup policy of the machine's own zone.", $"{nameof(BackupPolicies)}[{index}]");
        }

        if (StartAfterCreation && BackupPolicies.Count == 0)
            yield return Problem.Invalid("new-machine.start-needs-policy", $"A machine is started after its creation only with at least one backup policy.", nameof(StartAfterCreation));
    }

    static string Path(int disk, string property) => $"{nameof(Disks)}[{disk}].{property}";
}
