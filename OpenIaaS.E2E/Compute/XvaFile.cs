using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace OpenIaaS.E2E.Compute;

/// <summary>An exported machine as an export writes it: its description, and of its one disk the blocks that hold something, each with its checksum.</summary>
static class XvaFile
{
    const int Block = 1024 * 1024;
    const int Blocks = 12;

    /// <summary>A whole one of some 12 MiB, which is more than one part; or one with a block that is not what its checksum says.</summary>
    public static byte[] Write(bool broken)
    {
        var file = new MemoryStream();
        using (var tar = new TarWriter(file, TarEntryFormat.Ustar, leaveOpen: true))
        {
            Put(tar, "ova.xml", Encoding.UTF8.GetBytes(Description()));
            for (var number = 0; number < Blocks; number++)
            {
                var content = new byte[Block];
                content.AsSpan(0, 4096).Fill((byte)(number + 1));
                var checksum = Convert.ToHexStringLower(Sha1(content));
                if (broken && number == Blocks - 1) content[7]++;
                Put(tar, $"Ref:11/{number:D8}", content);
                Put(tar, $"Ref:11/{number:D8}.checksum", Encoding.ASCII.GetBytes(checksum));
            }
        }

        return file.ToArray();
    }

    static string Description()
    {
        var machine = Object("VM", "Ref:1",
            Member("name_label", "legacy-crm-01") + Member("is_a_snapshot", "<boolean>0</boolean>") + Member("VCPUs_max", "2") + Member("memory_static_max", "4294967296")
            + Member("HVM_boot_policy", "BIOS order") + Member("HVM_boot_params", Struct(Member("order", "cdn") + Member("firmware", "uefi"))) + Member("platform", Struct(Member("cores-per-socket", "2")))
            + Member("other_config", Struct(Member("base_template_name", "Debian Bullseye 11"))));
        var disk = Object("VBD", "Ref:100",
            Member("VM", "Ref:1") + Member("type", "Disk") + Member("mode", "RW") + Member("bootable", "<boolean>1</boolean>") + Member("empty", "<boolean>0</boolean>") + Member("userdevice", "0") + Member("VDI", "Ref:11"))
            + Object("VDI", "Ref:11", Member("name_label", "system") + Member("virtual_size", $"{Blocks * Block}") + Member("SR", "Ref:50")) + Object("SR", "Ref:50", Member("name_label", "Local storage"));
        var adapter = Object("VIF", "Ref:200", Member("VM", "Ref:1") + Member("device", "0") + Member("MAC", "00:16:3e:11:22:33") + Member("network", "Ref:300")) + Object("network", "Ref:300", Member("name_label", "elsewhere"));
        return $"<value>{Struct(Member("version", Struct(Member("product_brand", "XenServer") + Member("export_vsn", "2"))) + Member("objects", $"<array><data>{machine}{disk}{adapter}</data></array>"))}</value>";
    }

    // What XAPI writes beside a block in files of before xxHash; nothing is protected by it.
#pragma warning disable CA5350
    static byte[] Sha1(byte[] content) => SHA1.HashData(content);
#pragma warning restore CA5350

    static void Put(TarWriter tar, string name, byte[] content) => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    static string Object(string type, string id, string members) => $"<value>{Struct(Member("class", type) + Member("id", id) + Member("snapshot", Struct(members)))}</value>";

    static string Struct(string members) => $"<struct>{members}</struct>";

    static string Member(string name, string value) => $"<member><name>{name}</name><value>{value}</value></member>";
}
