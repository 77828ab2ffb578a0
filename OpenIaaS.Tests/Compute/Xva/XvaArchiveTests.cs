using System.Text;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute.Xva;

namespace OpenIaaS.Tests.Compute.Xva;

/// <summary>XVA files, good ones and such as are refused with the member that is wrong.</summary>
public sealed class XvaArchiveTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Good_file_is_read_with_everything_its_machine_has(bool xxHash, bool compressed)
    {
        var writer = new XvaWriter { XxHash = xxHash, Compressed = compressed };
        writer.Disks.Add(new("Ref:12", "data", (2L * XvaWriter.Block) + 512, [0, 1, 2]));
        writer.Adapters.Add(new(1, "", "back"));

        var machine = (await ReadAsync(writer.Write())).Value;

        Assert.Equal(
            ("legacy-01", "Debian Bullseye 11", 4, 2, ByteSize.FromGiB(8), Firmware.Uefi, true),
            (machine.Name, machine.GuestSystem, machine.VirtualCpus, machine.CoresPerSocket, machine.Memory, machine.Firmware, machine.SecureBoot));
        Assert.Equal(
            [new XvaDisk("system", ByteSize.FromMiB(5), ByteSize.FromMiB(3)), new XvaDisk("data", new ByteSize((2L * XvaWriter.Block) + 512), new ByteSize((2L * XvaWriter.Block) + 512))], machine.Disks);
        Assert.Equal([new XvaAdapter("prod-20", "00:16:3e:11:22:33"), new XvaAdapter("back", "")], machine.Adapters);
    }

    [Fact]
    public async Task Block_of_no_length_stands_for_zeros()
    {
        var writer = new XvaWriter { Spoil = members => members.Insert(3, ("Ref:11/00000001", [])) };

        Assert.Equal(ByteSize.FromMiB(3), (await ReadAsync(writer.Write())).Value.Disks[0].Written);
    }

    [Theory]
    [InlineData("flip", "xva.checksum", "The member Ref:11/00000002 of legacy.xva does not match its checksum")]
    [InlineData("no-first", "xva.missing", "The member Ref:11/00000000 of legacy.xva is missing")]
    [InlineData("no-last", "xva.missing", "The member Ref:11/00000004 of legacy.xva is missing")]
    [InlineData("no-disk", "xva.missing", "The member Ref:11/00000000 of legacy.xva is missing")]
    [InlineData("no-ova", "xva.ova-missing", "legacy.xva begins with Ref:11/00000000 and not with ova.xml")]
    [InlineData("no-checksum", "xva.checksum-missing", "The member Ref:11/00000000 of legacy.xva has no checksum after it.")]
    [InlineData("no-last-checksum", "xva.checksum-missing", "The member Ref:11/00000004 of legacy.xva has no checksum after it.")]
    [InlineData("short-block", "xva.size", "The member Ref:11/00000002 of legacy.xva has 100 B; 1 MiB was expected.")]
    [InlineData("beyond", "xva.beyond", "The member Ref:11/00000009 of legacy.xva lies beyond the end of its disk, which has 5 MiB.")]
    [InlineData("swapped", "xva.order", "The member Ref:11/00000002 of legacy.xva is out of order.")]
    [InlineData("foreign", "xva.foreign", "legacy.xva has the member readme.txt, which belongs to no XVA file.")]
    [InlineData("traversal", "xva.foreign", "legacy.xva has the member ../../etc/passwd, which belongs to no XVA file.")]
    [InlineData("unknown-disk", "xva.foreign", "legacy.xva has the member Ref:99/00000000, which belongs to no XVA file.")]
    public async Task Broken_file_is_refused_with_the_member_that_is_wrong(string how, string code, string sentence) =>
        await RefusedAsync(new XvaWriter { Spoil = members => Spoil(members, how) }.Write(), code, sentence);

    [Fact]
    public async Task File_that_was_cut_off_is_refused_wherever_it_ends()
    {
        var whole = new XvaWriter().Write();
        foreach (var length in new[] { 100, 700, 4 * 1024, whole.Length / 2, whole.Length - (200 * 1024) })
        {
            var read = await ReadAsync(whole[..length]);
            Assert.StartsWith("xva.", Assert.Single(read.Problems).Code, StringComparison.Ordinal);
        }

        await RefusedAsync(whole[..(whole.Length / 2)], "xva.truncated", "legacy.xva ends in the middle of Ref:11/00000002: it was not exported or not sent to its end.");
    }

    [Theory]
    [InlineData("<value>", "xva.ova-xml")]
    [InlineData("<!DOCTYPE value [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><value>&b;</value>", "xva.ova-xml")]
    [InlineData("<!DOCTYPE value SYSTEM \"http://localhost/evil.dtd\"><value/>", "xva.ova-xml")]
    [InlineData("<value/>", "xva.machines")]
    public async Task Description_that_is_none_is_refused(string description, string code) => await RefusedAsync(new XvaWriter { Description = description }.Write(), code, "ova.xml", exact: code != "xva.machines");

    [Fact]
    public async Task Description_that_is_nested_without_end_is_refused()
    {
        var deep = new StringBuilder().Insert(0, "<value><struct><member>", 20_000);
        deep.Insert(deep.Length, "</member></struct></value>", 20_000);

        await RefusedAsync(new XvaWriter { Description = deep.ToString() }.Write(), "xva.ova-xml", "ova.xml");
    }

    [Fact]
    public async Task Description_that_is_too_long_is_refused() =>
        await RefusedAsync(new XvaWriter { Description = $"<value>{new string(' ', (int)XvaDescription.Longest)}</value>" }.Write(), "xva.ova-size", "The member ova.xml of legacy.xva has 16 MiB; at most 16 MiB is read.");

    [Fact]
    public async Task What_a_machine_here_cannot_have_is_refused()
    {
        var many = new XvaWriter();
        for (var more = 0; more < 23; more++) many.Disks.Add(new($"Ref:{20 + more}", $"disk-{more}", XvaWriter.Block, [0]));
        await RefusedAsync(many.Write(), "disk.too-many-devices", "this would make 25");

        var large = new XvaWriter();
        large.Disks[0] = large.Disks[0] with { Size = ByteSize.FromGiB(2041).Bytes, Blocks = [] };
        await RefusedAsync(large.Write(), "disk.too-large", "A disk can be at most 2 TB (2040 GiB); 2041 GiB was asked for.");

        await RefusedAsync(new XvaWriter { VirtualCpus = 300 }.Write(), "vcpu.range", "300 were asked for");
        var wired = new XvaWriter();
        for (var more = 1; more < 8; more++) wired.Adapters.Add(new(more, "", "net"));
        await RefusedAsync(wired.Write(), "adapter.too-many", "at most 7");
    }

    [Fact]
    public async Task What_is_no_archive_is_refused()
    {
        await RefusedAsync(Encoding.ASCII.GetBytes(new string('x', 4096)), "xva.not-tar", "legacy.xva is no XVA file");
        await RefusedAsync([], "xva.truncated", "legacy.xva ends in the middle of ova.xml");
        await RefusedAsync([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], "xva.truncated", "legacy.xva ends in the middle of ova.xml");
    }

    [Fact]
    public async Task Small_file_that_unfolds_into_a_large_one_is_refused()
    {
        var bomb = new XvaWriter { Compressed = true, Description = $"<value>{new string(' ', 8_000_000)}</value>" }.Write();

        Assert.StartsWith("xva.", Assert.Single((await ReadAsync(bomb)).Problems).Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disks_and_adapters_come_in_the_order_of_their_devices_with_names_of_their_own()
    {
        var writer = new XvaWriter();
        writer.Disks.Add(new("Ref:12", "system", XvaWriter.Block, [0]));
        writer.Disks.Add(new("Ref:13", "", XvaWriter.Block, [0]));

        Assert.Equal(["system", "system (2)", "disk-3"], (await ReadAsync(writer.Write())).Value.Disks.Select(disk => disk.Name));
    }

    static void Spoil(List<(string Name, byte[] Content)> members, string how)
    {
        var at = (string name) => members.FindIndex(member => member.Name == name);
        switch (how)
        {
            case "flip":
                members[at("Ref:11/00000002")].Content[77] ^= 1;
                break;
            case "no-first":
                members.RemoveRange(1, 2);
                break;
            case "no-last":
                members.RemoveRange(members.Count - 2, 2);
                break;
            case "no-disk":
                members.RemoveRange(1, members.Count - 1);
                break;
            case "no-ova":
                members.RemoveAt(0);
                break;
            case "no-checksum":
                members.RemoveAt(2);
                break;
            case "no-last-checksum":
                members.RemoveAt(members.Count - 1);
                break;
            case "short-block":
                members[3] = (members[3].Name, members[3].Content[..100]);
                break;
            case "beyond":
                members.Add(("Ref:11/00000009", new byte[XvaWriter.Block]));
                break;
            case "swapped":
                members.AddRange(members.GetRange(3, 2));
                members.RemoveRange(3, 2);
                break;
            case "foreign":
                members.Insert(3, ("readme.txt", [1]));
                break;
            case "traversal":
                members.Insert(3, ("../../etc/passwd", [1]));
                break;
            case "unknown-disk":
                members.Insert(3, ("Ref:99/00000000", [1]));
                break;
        }
    }

    static Task<Result<XvaMachine>> ReadAsync(byte[] file) => XvaArchive.ReadAsync("legacy.xva", new MemoryStream(file), default);

    static async Task RefusedAsync(byte[] file, string code, string sentence, bool exact = true)
    {
        var problem = Assert.Single((await ReadAsync(file)).Problems);
        Assert.Equal(code, problem.Code);
        if (exact) Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
    }
}
