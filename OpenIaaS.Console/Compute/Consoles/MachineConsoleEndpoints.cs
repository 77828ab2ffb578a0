using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Consoles;

/// <summary>The wire of a machine's screen: RFB in binary messages of a WebSocket, and why it cannot be opened now.</summary>
static class MachineConsoleEndpoints
{
    /// <summary>The subprotocol that VNC clients ask for; without one it is the same.</summary>
    const string Binary = "binary";

    /// <summary>A line that says nothing is asked for a sign of life after this long.</summary>
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    /// <summary>The page of a machine's console.</summary>
    public static string PageOf(Id<VirtualMachine> machine) => $"/virtual-machines/{machine}/console";

    /// <summary>Whether scripts ask there, which a page of HTML does not help.</summary>
    public static bool IsForScripts(PathString path) => IsSocket(path) || (IsMachine(path) && path.Value!.EndsWith("/console/state", StringComparison.OrdinalIgnoreCase));

    public static void UseConsoleSockets(this WebApplication app) => app.UseWhen(
        context => IsSocket(context.Request.Path), sockets => sockets.UseWebSockets(new WebSocketOptions { KeepAliveInterval = KeepAlive, KeepAliveTimeout = KeepAlive }));

    public static void MapMachineConsoles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/virtual-machines/{id:guid}/console/rfb", OpenAsync);
        app.MapGet("/virtual-machines/{id:guid}/console/state", StateAsync);
    }

    static bool IsMachine(PathString path) => path.StartsWithSegments("/virtual-machines", StringComparison.OrdinalIgnoreCase);

    static bool IsSocket(PathString path) => IsMachine(path) && path.Value!.EndsWith("/console/rfb", StringComparison.OrdinalIgnoreCase);

    /// <summary>A browser does not show a page why a WebSocket was refused, so it asks here.</summary>
    static async Task<IResult> StateAsync(Guid id, HttpContext context, ConsoleGuard guard, IStringLocalizer<ProblemText> sentences)
    {
        var problem = await guard.RefusalAsync(new Id<VirtualMachine>(id), context.User, context.RequestAborted);
        return TypedResults.Ok(new ConsoleStateWire(problem is null ? null : sentences.Sentence(problem)));
    }

    static async Task<IResult> OpenAsync(Guid id, HttpContext context, OpenMachineConsole open, ConsoleGuard guard, IHostApplicationLifetime life, IStringLocalizer<ProblemText> sentences, IStringLocalizer<ConsoleText> L)
    {
        var machine = new Id<VirtualMachine>(id);
        // A page of another site could open a socket with this person's cookie.
        if (SecurityHeaders.IsForeign(context.Request)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var refusal = await guard.RefusalAsync(machine, context.User, context.RequestAborted);
        if (refusal is not null) return ProblemResponse.From([refusal]);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            return TypedResults.StatusCode(StatusCodes.Status426UpgradeRequired);
        }

        var caller = await guard.CallerAsync(context.User, context.RequestAborted);
        var opened = await open.OpenAsync(new OpenMachineConsole.Input(machine), caller!, context.RequestAborted);
        if (!opened.Ok) return ProblemResponse.From(opened.Problems);
        await using var console = opened.Value;
        var asked = context.WebSockets.WebSocketRequestedProtocols;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(asked.Contains(Binary) ? Binary : null);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        await new ConsoleSocket(socket, console.Link).ServeAsync(
            async stop => await guard.WatchAsync(machine, context.User, stop) is { } problem ? sentences.Sentence(problem) : null,
            async () => life.ApplicationStopping.IsCancellationRequested ? L["The console is being restarted."]
                : await guard.RefusalAsync(machine, context.User, CancellationToken.None) is { } now ? sentences.Sentence(now) : L["The machine was powered off."],
            () => guard.SeeAsync(context.User), end.Token);
        return TypedResults.Empty;
    }

    /// <param name="Refusal">Why the console cannot be opened now, in the reader's language, or null.</param>
    sealed record ConsoleStateWire(string? Refusal);
}
