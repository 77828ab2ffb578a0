using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>
/// Prints a one-time link when the console listens: always in Development, otherwise only while nobody could come in without one. The line
/// stands in the output of whoever started the console, and nowhere else.
/// </summary>
sealed class SignInNotice(IServer server, FirstAdministrator administrator, SignInLinks links, IHostEnvironment environment, ConsoleOutput output) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment() && !await administrator.NobodyHasAPasswordAsync(cancellationToken)) return;
        if (await administrator.FindAsync(cancellationToken) is not { } person) return;
        var secret = await links.IssueAsync(person.Id, cancellationToken);
        var address = Reachable(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        await output.Writer.WriteLineAsync($"{Environment.NewLine}Sign in once within 15 minutes: {address}/sign-in/{secret}{Environment.NewLine}");
        await output.Writer.FlushAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The first address the server listens on, as a browser on this machine can open it.</summary>
    internal static string Reachable(IEnumerable<string> addresses)
    {
        var address = addresses.FirstOrDefault() ?? "http://localhost";
        foreach (var any in (string[])["://0.0.0.0", "://[::]", "://*", "://+"])
            address = address.Replace(any, "://localhost", StringComparison.Ordinal);
        return address.TrimEnd('/');
    }
}
