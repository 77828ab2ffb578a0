using System.Net.WebSockets;
using System.Text;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.Consoles;

/// <summary>Carries bytes between the browser of a viewer and the screen of a machine. Both ways wait for the slower side, so that nothing piles up here.</summary>
sealed class ConsoleSocket(WebSocket socket, ScreenLink link)
{
    const int Buffer = 16 * 1024;

    /// <summary>The longest reason a close can carry (RFC 6455, 5.5).</summary>
    const int MostReason = 123;

    static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    /// <summary>Serves until one side ends it or it may no longer be open; the viewer is told why.</summary>
    /// <param name="watch">Ends with the reason once it may no longer be open.</param>
    /// <param name="ended">The reason when the screen ended by itself, or the console ends.</param>
    /// <param name="seen">Told when the viewer typed something.</param>
    /// <param name="stop">Ends it.</param>
    public async Task ServeAsync(Func<CancellationToken, Task<string?>> watch, Func<Task<string>> ended, Func<Task> seen, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = watch(end.Token);
        var screen = FromScreenAsync(end.Token);
        var viewer = FromViewerAsync(seen);
        try
        {
            var first = await Task.WhenAny(watching, screen, viewer);
            await end.CancelAsync();
            // Giving up on a receive would cut the line before the reason is told: it ends when the browser answers the close.
            if (first != viewer)
                await CloseAsync(watching.IsCompletedSuccessfully && await watching is { } why ? why : await ended());
            else
                await CloseAsync(null);
            await viewer.WaitAsync(ClosePatience, TimeProvider.System, CancellationToken.None);
            await Task.WhenAll(watching, screen);
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or IOException or TimeoutException)
        {
            // A browser that went away without a word, or does not answer, is as gone as one that said goodbye.
        }
        finally
        {
            socket.Abort();
            await Task.WhenAll(watching, screen, viewer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A reason as far as a close can carry it.</summary>
    internal static string Shortened(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > MostReason) reason = reason[..^1];
        return reason.Length > 0 && char.IsHighSurrogate(reason[^1]) ? reason[..^1] : reason;
    }

    async Task CloseAsync(string? why)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var patience = new CancellationTokenSource(ClosePatience, TimeProvider.System);
        await socket.CloseOutputAsync(why is null ? WebSocketCloseStatus.NormalClosure : WebSocketCloseStatus.PolicyViolation, Shortened(why ?? ""), patience.Token);
    }

    async Task FromScreenAsync(CancellationToken stop)
    {
        while (true)
        {
            var read = await link.Input.ReadAsync(stop);
            foreach (var part in read.Buffer) await socket.SendAsync(part, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            link.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }

    async Task FromViewerAsync(Func<Task> seen)
    {
        var buffer = new byte[Buffer];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (read.MessageType != WebSocketMessageType.Binary) return;
            if (IsTyped(buffer.AsSpan(0, read.Count))) await seen();
            // What comes after the screen has ended goes nowhere, until the browser has answered the close.
            await link.Output.WriteAsync(buffer.AsMemory(0, read.Count));
        }
    }

    /// <summary>Clients send one message of RFB in one of the socket: keys begin with 4 or 255, a pressed or moved pointer with 5. A request for the next picture is no sign of anybody.</summary>
    static bool IsTyped(ReadOnlySpan<byte> message) => message is [4 or 5 or 255, ..];
}
