using System.Formats.Tar;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Application.Compute.Xva;

/// <summary>What <c>ova.xml</c> says: the machine, and the references under which the blocks of its disks follow.</summary>
/// <param name="Machine">The machine; what is written of its disks is not known yet.</param>
/// <param name="References">The references of its disks, in order.</param>
/// <param name="Disks">The size of every disk that may be in the file, by its reference; also those of snapshots, which are read and not imported.</param>
sealed record XvaDescription(XvaMachine Machine, IReadOnlyList<string> References, IReadOnlyDictionary<string, ByteSize> Disks)
{
    /// <summary>The longest description that is read: 16 Mi characters; a large one has some hundred thousand.</summary>
    public const long Longest = 16 * 1024 * 1024;

    /// <summary>The machine with what is written of its disks.</summary>
    public XvaMachine With(IReadOnlyDictionary<string, ByteSize> written) =>
        Machine with { Disks = [.. Machine.Disks.Zip(References, (disk, reference) => disk with { Written = written[reference] })] };

    public static async Task<Result<XvaDescription>> ReadAsync(string file, TarEntry entry, CancellationToken stop)
    {
        if (entry.Length > Longest) return Problem.Invalid("xva.ova-size", $"The member ova.xml of {file} has {new ByteSize(entry.Length)}; at most {new ByteSize(Longest)} is read.");
        try
        {
            // As a whole first: a document that ends too early is a file that ends too early.
            var text = new byte[entry.Length];
            if (entry.DataStream is { } data) await data.ReadExactlyAsync(text, stop);
            var root = await XmlRpc.ReadAsync(new MemoryStream(text), stop);
            return Read(file, root);
        }
        catch (XmlException error)
        {
            return NoXml(file, error.LineNumber, error.LinePosition);
        }
    }

    static Result<XvaDescription> Read(string file, XElement root)
    {
        var objects = root.Member("objects").Items().ToLookup(found => found.Member("class").Text(), found => (Id: found.Member("id").Text(), Value: found.Member("snapshot")));
        var machines = objects["VM"].Where(found => !found.Value.Member("is_a_snapshot").IsTrue()).ToList();
        if (machines.Count != 1) return Problem.Invalid("xva.machines", $"{file} holds {machines.Count} machines; it must hold one.");
        var (id, machine) = machines[0];
        foreach (var needed in new[] { "name_label", "VCPUs_max", "memory_static_max" })
            if (machine.Member(needed).Text().Length == 0) return Lacks(file, $"VM.{needed}");

        var volumes = objects["VDI"].GroupBy(found => found.Id).ToDictionary(found => found.Key, found => found.First().Value);
        List<(string Reference, XvaDisk Disk)> disks = [];
        foreach (var device in objects["VBD"].Select(found => found.Value).Where(found => found.Member("VM").Text() == id && found.Member("type").Text() == "Disk" && !found.Member("empty").IsTrue())
            .OrderBy(found => int.TryParse(found.Member("userdevice").Text(), out var place) ? place : int.MaxValue))
        {
            var reference = device.Member("VDI").Text();
            if (!volumes.TryGetValue(reference, out var volume) || Number(volume, "virtual_size") is not { } size) return Lacks(file, $"VDI.virtual_size ({reference})");
            disks.Add((reference, new XvaDisk(NameOf(volume, disks), new ByteSize(size), ByteSize.Zero)));
        }

        if (Number(machine, "VCPUs_max") is not { } cpus || Number(machine, "memory_static_max") is not { } memory) return Lacks(file, "VM.VCPUs_max, VM.memory_static_max");
        return new XvaDescription(MachineOf(machine!, (int)Math.Min(cpus, int.MaxValue), memory, [.. disks.Select(disk => disk.Disk)], AdaptersOf(objects, id)), [.. disks.Select(disk => disk.Reference)], SizesOf(volumes));
    }

    static XvaMachine MachineOf(XElement machine, int cpus, long memory, IReadOnlyList<XvaDisk> disks, IReadOnlyList<XvaAdapter> adapters)
    {
        var platform = machine.Member("platform");
        var firmware = machine.Member("HVM_boot_params").Member("firmware").Text() == "uefi" ? Firmware.Uefi : Firmware.Bios;
        var cores = int.TryParse(platform.Member("cores-per-socket").Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 && cpus % asked == 0 ? asked : 1;
        var system = machine.Member("other_config").Member("base_template_name").Text();
        return new XvaMachine(
            machine.Member("name_label").Text(), system.Length is > 0 and <= 100 ? system : PublicItem.NoSystem, cpus, cores, new ByteSize(memory), firmware,
            firmware == Firmware.Uefi && platform.Member("secureboot").Text() == "true", disks, adapters);
    }

    static IReadOnlyList<XvaAdapter> AdaptersOf(ILookup<string, (string Id, XElement? Value)> objects, string machine)
    {
        var networks = objects["network"].GroupBy(found => found.Id).ToDictionary(found => found.Key, found => found.First().Value.Member("name_label").Text());
        return
        [
            .. objects["VIF"].Select(found => found.Value).Where(found => found.Member("VM").Text() == machine)
                .OrderBy(found => int.TryParse(found.Member("device").Text(), out var place) ? place : int.MaxValue)
                .Select(found => new XvaAdapter(
                    networks.GetValueOrDefault(found.Member("network").Text(), ""), MacAddress.Parse(found.Member("MAC").Text()) is { Ok: true } address ? address.Value : "")),
        ];
    }

    /// <summary>The volumes whose blocks may follow: those of the machine, and those of its snapshots.</summary>
    static Dictionary<string, ByteSize> SizesOf(Dictionary<string, XElement?> volumes) =>
        volumes.Where(volume => Number(volume.Value, "virtual_size") is not null).ToDictionary(volume => volume.Key, volume => new ByteSize(Number(volume.Value, "virtual_size")!.Value));

    /// <summary>Its name, unique on its machine.</summary>
    static string NameOf(XElement? volume, List<(string Reference, XvaDisk Disk)> before)
    {
        var name = volume.Member("name_label").Text();
        if (name.Length is 0 or > 200) name = $"disk-{before.Count + 1}";
        return before.Exists(disk => string.Equals(disk.Disk.Name, name, StringComparison.OrdinalIgnoreCase)) ? $"{name} ({before.Count + 1})" : name;
    }

    static long? Number(XElement? value, string name) => long.TryParse(value.Member(name).Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static Problem Lacks(string file, string what) => Problem.Invalid("xva.ova-lacks", $"The member ova.xml of {file} does not say {what}.");

    static Problem NoXml(string file, int line, int column) => Problem.Invalid("xva.ova-xml", $"The member ova.xml of {file} is not XML of a machine, line {line}, column {column}.");
}
