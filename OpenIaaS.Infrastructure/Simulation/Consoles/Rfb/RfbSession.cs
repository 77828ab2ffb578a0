using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Rfb;

/// <summary>
/// One viewer of a screen: the server's side of RFB 3.8 (RFC 6143). Nothing is sent that was not asked for, and what was asked for goes through a pipe of a
/// fixed size, so that a slow viewer waits and takes no memory.
/// </summary>
sealed partial class RfbSession(MachineScreen screen, PipeReader input, PipeWriter output, TimeProvider clock)
{
    const string Version = "RFB 003.008\n";
    const byte SecurityNone = 1;

    /// <summary>The longest text of a clipboard that is read past, in bytes.</summary>
    const uint MostCutText = 1024 * 1024;

    readonly Stream wire = input.AsStream();
    readonly SemaphoreSlim asked = new(0);
    readonly KeyTranslator keys = new();

    PixelFormat format = PixelFormat.Usual;
    HashSet<int> encodings = [];
    volatile bool wantsAll;
    volatile bool formatChanged;

    /// <summary>Serves it until the viewer leaves or the machine is off.</summary>
    public async Task RunAsync()
    {
        using var end = new CancellationTokenSource();
        try
        {
            if (!await ShakeHandsAsync(end.Token)) return;
            var reading = ReadAsync(end.Token);
            var writing = WriteAsync(end.Token);
            await Task.WhenAny(reading, writing);
            await end.CancelAsync();
            await Task.WhenAll(reading, writing);
        }
        catch (Exception over) when (over is OperationCanceledException or EndOfStreamException or IOException)
        {
            // The viewer is gone, or said what nobody understands: either way this is over.
        }
        finally
        {
            await output.CompleteAsync();
            await input.CompleteAsync();
        }
    }

    async Task<bool> ShakeHandsAsync(CancellationToken stop)
    {
        await SendAsync(Encoding.ASCII.GetBytes(Version), stop);
        var version = await TakeAsync(Version.Length, stop);
        if (!version.AsSpan(0, 4).SequenceEqual("RFB "u8)) return false;
        var isOld = Encoding.ASCII.GetString(version, 8, 3) is not ("008" or "007");
        byte[] offered = isOld ? [0, 0, 0, SecurityNone] : [1, SecurityNone];
        await SendAsync(offered, stop);
        if (!isOld)
        {
            if ((await TakeAsync(1, stop))[0] != SecurityNone) return false;
            // The result of security type None is told from 3.8 on.
            if (version[10] == '8') await SendAsync(new byte[4], stop);
        }

        await TakeAsync(1, stop);
        if (await screen.LookAsync(stop) is not { } image) return false;
        (columns, rows) = (image.Columns, image.Rows);
        var name = Encoding.UTF8.GetBytes(image.Name);
        var hello = new byte[8 + PixelFormat.Length + name.Length];
        BinaryPrimitives.WriteUInt16BigEndian(hello, (ushort)image.Width);
        BinaryPrimitives.WriteUInt16BigEndian(hello.AsSpan(2), (ushort)image.Height);
        format.Write(hello.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(hello.AsSpan(4 + PixelFormat.Length), (uint)name.Length);
        name.CopyTo(hello, 8 + PixelFormat.Length);
        await SendAsync(hello, stop);
        return true;
    }

    async Task ReadAsync(CancellationToken stop)
    {
        while (true)
        {
            switch ((await TakeAsync(1, stop))[0])
            {
                case 0:
                    var given = PixelFormat.Read((await TakeAsync(3 + PixelFormat.Length, stop)).AsSpan(3)) ?? throw new IOException("There is no such pixel format.");
                    (format, formatChanged, wantsAll) = (given, true, true);
                    break;
                case 2:
                    var count = BinaryPrimitives.ReadUInt16BigEndian((await TakeAsync(3, stop)).AsSpan(1));
                    var list = await TakeAsync(count * 4, stop);
                    encodings = [.. Enumerable.Range(0, count).Select(number => BinaryPrimitives.ReadInt32BigEndian(list.AsSpan(number * 4)))];
                    break;
                case 3:
                    if ((await TakeAsync(9, stop))[0] == 0) wantsAll = true;
                    if (asked.CurrentCount == 0) asked.Release();
                    break;
                case 4:
                    var key = await TakeAsync(7, stop);
                    await PressAsync(keys.Press(BinaryPrimitives.ReadUInt32BigEndian(key.AsSpan(3)), key[0] != 0), stop);
                    break;
                case 5:
                    await TakeAsync(5, stop);
                    break;
                case 6:
                    await PassAsync(BinaryPrimitives.ReadUInt32BigEndian((await TakeAsync(7, stop)).AsSpan(3)), stop);
                    break;
                case 255:
                    var extended = await TakeAsync(11, stop);
                    if (extended[0] != 0) throw new IOException("There is no such extended message.");
                    await PressAsync(keys.Press(BinaryPrimitives.ReadUInt32BigEndian(extended.AsSpan(3)), extended[2] != 0, BinaryPrimitives.ReadUInt32BigEndian(extended.AsSpan(7))), stop);
                    break;
                default:
                    throw new IOException("There is no such message.");
            }
        }
    }

    async Task PressAsync(Keystroke? key, CancellationToken stop)
    {
        if (key is { } pressed) await screen.PressAsync(pressed, stop);
    }

    async Task PassAsync(uint length, CancellationToken stop)
    {
        if (length > MostCutText) throw new IOException("The text of the clipboard is too long.");
        for (var left = (int)length; left > 0;) left -= (await TakeAsync(Math.Min(left, 4096), stop)).Length;
    }

    async Task<byte[]> TakeAsync(int count, CancellationToken stop)
    {
        var bytes = new byte[count];
        await wire.ReadExactlyAsync(bytes, stop);
        return bytes;
    }

    async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if ((await output.WriteAsync(bytes, stop)).IsCompleted) throw new EndOfStreamException();
    }
}
