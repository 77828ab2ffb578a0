using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Simulation.Consoles;

/// <summary>A small VNC client: shakes hands, asks for updates and keeps the picture, pixel by pixel, in whatever format it asked for.</summary>
sealed class Viewer(ScreenLink link)
{
    readonly Stream from = link.Input.AsStream();
    readonly Stream to = link.Output.AsStream();
    readonly MemoryStream zlib = new();
    ZLibStream? inflated;
    int bytes = 4;
    int shortBytes = 3;

    public int Width { get; private set; }

    public int Height { get; private set; }

    public string Name { get; private set; } = "";

    public uint[] Picture { get; private set; } = [];

    /// <summary>The encodings of the rectangles of the last update.</summary>
    public List<int> Encodings { get; } = [];

    public async Task ShakeHandsAsync(string version = "RFB 003.008\n", byte security = 1)
    {
        Assert.Equal("RFB 003.008\n", Encoding.ASCII.GetString(await ReadAsync(12)));
        await to.WriteAsync(Encoding.ASCII.GetBytes(version));
        Assert.Equal([1, 1], await ReadAsync(2));
        await to.WriteAsync(new[] { security });
        if (version.Contains("008", StringComparison.Ordinal)) Assert.Equal([0, 0, 0, 0], await ReadAsync(4));
        await to.WriteAsync(new byte[] { 1 });
        var hello = await ReadAsync(24);
        Resize(BinaryPrimitives.ReadUInt16BigEndian(hello), BinaryPrimitives.ReadUInt16BigEndian(hello.AsSpan(2)));
        Assert.Equal([32, 24, 0, 1], hello[4..8]);
        Name = Encoding.UTF8.GetString(await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(hello.AsSpan(20))));
    }

    public async Task FormatAsync(byte bits, byte depth, bool bigEndian, ushort most, byte red, byte green, byte blue, int shortened)
    {
        (bytes, shortBytes) = (bits / 8, shortened);
        var format = new byte[20];
        (format[4], format[5], format[6], format[7], format[14], format[15], format[16]) = (bits, depth, (byte)(bigEndian ? 1 : 0), 1, red, green, blue);
        for (var at = 8; at < 14; at += 2) BinaryPrimitives.WriteUInt16BigEndian(format.AsSpan(at), most);
        await to.WriteAsync(format);
    }

    public async Task EncodingsAsync(params int[] encodings)
    {
        var message = new byte[4 + (encodings.Length * 4)];
        message[0] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)encodings.Length);
        for (var number = 0; number < encodings.Length; number++) BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4 + (number * 4)), encodings[number]);
        await to.WriteAsync(message);
    }

    public async Task AskAsync(bool incremental)
    {
        var message = new byte[10];
        (message[0], message[1]) = (3, (byte)(incremental ? 1 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), (ushort)Width);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(8), (ushort)Height);
        await to.WriteAsync(message);
    }

    public async Task PressAsync(uint symbol)
    {
        foreach (var down in new byte[] { 1, 0 })
        {
            var message = new byte[8];
            (message[0], message[1]) = (4, down);
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), symbol);
            await to.WriteAsync(message);
        }
    }

    public async Task SendAsync(params byte[] message) => await to.WriteAsync(message);

    /// <summary>Reads one update into the picture; false when the other side has closed.</summary>
    public async Task<bool> UpdateAsync()
    {
        var kind = new byte[1];
        if (await from.ReadAsync(kind) == 0) return false;
        Assert.Equal(0, kind[0]);
        Encodings.Clear();
        var count = BinaryPrimitives.ReadUInt16BigEndian((await ReadAsync(3)).AsSpan(1));
        for (var number = 0; number < count; number++)
        {
            var head = await ReadAsync(12);
            int[] box = [.. Enumerable.Range(0, 4).Select(part => (int)BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(part * 2)))];
            var encoding = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(8));
            Encodings.Add(encoding);
            switch (encoding)
            {
                case 0:
                    Draw(box, await ReadAsync(box[2] * box[3] * bytes));
                    break;
                case 16:
                    await DrawZrleAsync(box);
                    break;
                case -223:
                    Resize(box[2], box[3]);
                    break;
                case -258:
                    break;
                default:
                    Assert.Fail($"There is no encoding {encoding}.");
                    break;
            }
        }

        return true;
    }

    void Resize(int width, int height) => (Width, Height, Picture) = (width, height, new uint[width * height]);

    void Draw(int[] box, byte[] pixels)
    {
        var at = 0;
        for (var y = 0; y < box[3]; y++)
            for (var x = 0; x < box[2]; x++, at += bytes) Picture[((box[1] + y) * Width) + box[0] + x] = Pixel(pixels.AsSpan(at, bytes));
    }

    async Task DrawZrleAsync(int[] box)
    {
        var packed = await ReadAsync(BinaryPrimitives.ReadInt32BigEndian(await ReadAsync(4)));
        var position = zlib.Position;
        zlib.Position = zlib.Length;
        zlib.Write(packed);
        zlib.Position = position;
        inflated ??= new ZLibStream(zlib, CompressionMode.Decompress);
        for (var left = 0; left < box[2]; left += 64)
        {
            var (width, colours) = (Math.Min(64, box[2] - left), Inflate(1)[0]);
            Assert.InRange(colours, 1, 16);
            var palette = Enumerable.Range(0, colours).Select(_ => Pixel(Inflate(shortBytes))).ToArray();
            var bits = colours == 1 ? 0 : colours == 2 ? 1 : colours <= 4 ? 2 : 4;
            for (var y = 0; y < box[3]; y++)
            {
                var row = bits == 0 ? [] : Inflate(((width * bits) + 7) / 8);
                for (var x = 0; x < width; x++)
                    Picture[((box[1] + y) * Width) + box[0] + left + x] = palette[bits == 0 ? 0 : (row[x * bits / 8] >> (8 - bits - (x * bits % 8))) & ((1 << bits) - 1)];
            }
        }
    }

    byte[] Inflate(int count)
    {
        var part = new byte[count];
        inflated!.ReadExactly(part);
        return part;
    }

    static uint Pixel(ReadOnlySpan<byte> wire)
    {
        uint value = 0;
        for (var part = wire.Length - 1; part >= 0; part--) value = (value << 8) | wire[part];
        return value;
    }

    async Task<byte[]> ReadAsync(int count)
    {
        var part = new byte[count];
        await from.ReadExactlyAsync(part);
        return part;
    }
}
