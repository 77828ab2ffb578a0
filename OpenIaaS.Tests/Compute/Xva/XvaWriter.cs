using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Compute.Xva;

/// <summary>Writes XVA files as an export does, and such as no export should: what is to go wrong is changed before it is written.</summary>
sealed class XvaWriter
{
    public const int Block = 1024 * 1024;

    public sealed record Disk(string Reference, string Name, long Size, IReadOnlyList<int> Blocks);

    public sealed record Adapter(int Device, string Mac, string Network);

    public string Name { get; set; } = "legacy-01";

    public int VirtualCpus { get; set; } = 4;

    public ByteSize Memory { get; set; } = ByteSize.FromGiB(8);

    public string Firmware { get; set; } = "uefi";

    public string Platform { get; set; } = Member("cores-per-socket", "2") + Member("secureboot", "true") + Member("device-model", "qemu-upstream-uefi");

    public List<Disk> Disks { get; } = [new("Ref:11", "system", 5L * Block, [0, 2, 4])];

    public List<Adapter> Adapters { get; } = [new(0, "00:16:3e:11:22:33", "prod-20")];

    /// <summary>With the checksums of newer exports.</summary>
    public bool XxHash { get; set; }

    public bool Compressed { get; set; }

    /// <summary>The description, when it is not the one of what is written.</summary>
    public string? Description { get; set; }

    /// <summary>Changes the members before they are written: names, contents, order.</summary>
    public Action<List<(string Name, byte[] Content)>> Spoil { get; set; } = _ => { };

    /// <summary>What the file is like, as bytes; cut off where it is to be truncated.</summary>
    public byte[] Write(int? length = null)
    {
        List<(string Name, byte[] Content)> members = [("ova.xml", Encoding.UTF8.GetBytes(Description ?? Ova()))];
        foreach (var disk in Disks)
            foreach (var number in disk.Blocks)
            {
                var content = Content(number, (int)Math.Min(Block, disk.Size - ((long)number * Block)));
                members.Add(($"{disk.Reference}/{number:D8}", content));
                members.Add(XxHash
                    ? ($"{disk.Reference}/{number:D8}.xxhash", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(XxHash64.Hash(content))))
                    : ($"{disk.Reference}/{number:D8}.checksum", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Sha1(content)))));
            }

        Spoil(members);
        var plain = new MemoryStream();
        using (var tar = new TarWriter(plain, TarEntryFormat.Ustar, leaveOpen: true))
            foreach (var (name, content) in members) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        var bytes = plain.ToArray();
        if (Compressed)
        {
            var packed = new MemoryStream();
            using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(bytes);
            bytes = packed.ToArray();
        }

        return length is { } cut ? bytes[..cut] : bytes;
    }

    string Ova()
    {
        var objects = new StringBuilder(Object("VM", "Ref:1",
            Member("name_label", Name) + Member("is_a_snapshot", "<boolean>0</boolean>") + Member("VCPUs_max", $"{VirtualCpus}") + Member("memory_static_max", $"{Memory.Bytes}")
            + Member("HVM_boot_policy", "BIOS order") + Member("HVM_boot_params", Struct(Member("order", "cdn") + Member("firmware", Firmware))) + Member("platform", Struct(Platform))
            + Member("other_config", Struct(Member("base_template_name", "Debian Bullseye 11")))));
        objects.Append(Object("VBD", "Ref:2", Member("VM", "Ref:1") + Member("type", "CD") + Member("empty", "<boolean>1</boolean>") + Member("userdevice", "3") + Member("VDI", "OpaqueRef:NULL")));
        foreach (var (index, disk) in Disks.Index())
        {
            objects.Append(Object("VBD", $"Ref:{100 + index}", Member("VM", "Ref:1") + Member("type", "Disk") + Member("mode", "RW") + Member("bootable", $"<boolean>{(index == 0 ? 1 : 0)}</boolean>")
                + Member("empty", "<boolean>0</boolean>") + Member("userdevice", index.ToString(CultureInfo.InvariantCulture)) + Member("VDI", disk.Reference)));
            objects.Append(Object("VDI", disk.Reference, Member("name_label", disk.Name) + Member("virtual_size", $"{disk.Size}") + Member("SR", "Ref:50")));
        }

        objects.Append(Object("SR", "Ref:50", Member("name_label", "Local storage")));
        foreach (var adapter in Adapters)
        {
            objects.Append(Object("VIF", $"Ref:{200 + adapter.Device}", Member("VM", "Ref:1") + Member("device", $"{adapter.Device}") + Member("MAC", adapter.Mac) + Member("network", $"Ref:{300 + adapter.Device}")));
            objects.Append(Object("network", $"Ref:{300 + adapter.Device}", Member("name_label", adapter.Network)));
        }

        return $"<value>{Struct(Member("version", Struct(Member("product_brand", "XenServer") + Member("export_vsn", "2"))) + Member("objects", $"<array><data>{objects}</data></array>"))}</value>";
    }

    // What XAPI writes beside a block in files of before xxHash; nothing is protected by it.
#pragma warning disable CA5350
    static byte[] Sha1(byte[] content) => SHA1.HashData(content);
#pragma warning restore CA5350

    static byte[] Content(int number, int length)
    {
        var content = new byte[length];
        for (var at = 0; at < Math.Min(length, 4096); at++) content[at] = (byte)(Draw.Unit(1, "xva", "content", (number * 4096L) + at) * 256);
        return content;
    }

    static string Object(string type, string id, string members) => $"<value>{Struct(Member("class", type) + Member("id", id) + Member("snapshot", Struct(members)))}</value>";

    static string Struct(string members) => $"<struct>{members}</struct>";

    static string Member(string name, string value) => $"<member><name>{name}</name><value>{value}</value></member>";
}
