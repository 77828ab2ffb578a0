using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>The page and the WebSocket of a machine's console, over HTTP.</summary>
public sealed class MachineConsoleSocketTests(MachineConsoleSocketTests.Demo demo) : IClassFixture<MachineConsoleSocketTests.Demo>
{
    const string Nowhere = "/virtual-machines/0198c0de-0000-7000-8000-00000000dead/console";

    [Fact]
    public async Task Machine_nobody_has_is_not_found_and_one_that_is_off_is_refused_with_a_sentence()
    {
        using var browser = await demo.Host.SignedInAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Nowhere)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Nowhere + "/rfb")).StatusCode);
        var halted = await demo.MachineAsync(PowerState.Halted);
        using var refused = await browser.GetAsync($"{PageOf(halted)}/rfb");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("console.off", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var state = await browser.GetFromJsonAsync<JsonElement>($"{PageOf(halted)}/state");
        Assert.Equal($"{halted.Name} is not powered on, so it shows nothing; power it on to open its console.", state.GetProperty("refusal").GetString());
        var strangers = await demo.StrangersAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{PageOf(strangers)}/rfb")).StatusCode);
    }

    [Fact]
    public async Task Somebody_unknown_is_told_to_sign_in_and_a_plain_request_to_upgrade()
    {
        var running = await demo.MachineAsync(PowerState.Running);
        using var unknown = demo.Host.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown.GetAsync($"{PageOf(running)}/rfb")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown.GetAsync($"{PageOf(running)}/state")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await unknown.GetAsync(PageOf(running))).StatusCode);
        using var browser = await demo.Host.SignedInAsync();
        Assert.Equal(HttpStatusCode.UpgradeRequired, (await browser.GetAsync($"{PageOf(running)}/rfb")).StatusCode);
    }

    [Fact]
    public async Task Page_of_another_site_is_forbidden_even_with_the_cookie()
    {
        var running = await demo.MachineAsync(PowerState.Running);
        using var browser = await demo.Host.SignedInAsync();
        foreach (var (header, value) in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{PageOf(running)}/rfb");
            request.Headers.Add(header, value);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task Page_names_the_machine_its_tools_and_where_its_screen_comes_from()
    {
        var running = await demo.MachineAsync(PowerState.Running);
        using var browser = await demo.Host.SignedInAsync();
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync(PageOf(running)));
        Assert.Contains($"<title>{running.Name}: console</title>", page, StringComparison.Ordinal);
        Assert.Contains($"data-kvm=\"{PageOf(running)}/rfb\"", page, StringComparison.Ordinal);
        foreach (var tool in new[] { "Send keys", "Enforce the keyboard layout", "Clipboard", "Full screen", "Scaling", "Connect again" }) Assert.Contains(tool, page, StringComparison.Ordinal);
        Assert.Equal(!demo.HasClient, page.Contains("has no VNC client", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Screen_comes_over_the_socket_and_the_socket_says_why_it_ends()
    {
        var running = await demo.MachineAsync(PowerState.Running);
        var cookie = await demo.CookieAsync();
        var client = demo.Host.Server.CreateWebSocketClient();
        client.SubProtocols.Add("binary");
        client.ConfigureRequest = request => request.Headers.Cookie = cookie;
        using var socket = await client.ConnectAsync(new Uri($"wss://localhost{PageOf(running)}/rfb"), default);
        Assert.Equal("binary", socket.SubProtocol);
        var buffer = new byte[4096];
        var hello = await socket.ReceiveAsync(buffer, default);
        Assert.Equal("RFB 003.008\n", Encoding.ASCII.GetString(buffer, 0, hello.Count));
        await socket.SendAsync(Encoding.ASCII.GetBytes("RFB 003.008\n"), WebSocketMessageType.Binary, true, default);
        await socket.ReceiveAsync(buffer, default);
        await socket.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, default);
        await socket.ReceiveAsync(buffer, default);
        await socket.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, default);
        await socket.SendAsync(new byte[] { 3, 1, 0, 0, 0, 0, 3, 32, 2, 80 }, WebSocketMessageType.Binary, true, default);

        var caller = new Domain.Identity.Caller(running.TenantId, (await demo.Host.PersonAsync()).Id, "Test", [.. Domain.Identity.Permission.All]);
        Assert.True((await demo.Host.Services.GetRequiredService<StopVirtualMachine>().SubmitAsync(new StopVirtualMachine.Input(running.Id, Force: true), caller, default)).Ok);
        // A viewer that asks again and again, as they all do.
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer, default);
            if (received.EndOfMessage && socket.State == WebSocketState.Open) await socket.SendAsync(new byte[] { 3, 1, 0, 0, 0, 0, 3, 32, 2, 80 }, WebSocketMessageType.Binary, true, default);
        }
        while (received.MessageType != WebSocketMessageType.Close);

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, received.CloseStatus);
        Assert.Contains(received.CloseStatusDescription, new[] { "The machine was powered off.", $"{running.Name} is not powered on, so it shows nothing; power it on to open its console." });
    }

    static string PageOf(VirtualMachine machine) => $"/virtual-machines/{machine.Id}/console";

    /// <summary>The demo world on fast hardware.</summary>
    public sealed class Demo : IAsyncDisposable
    {
        public ConsoleHost Host { get; } = new(demo: true, settings: [("OpenIaaS:Demo:VirtualMachines", "20"), ("OpenIaaS:Simulation:Speed", "50")]);

        public bool HasClient => Host.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.IWebHostEnvironment>().WebRootFileProvider.GetFileInfo("novnc/core/rfb.js").Exists;

        public async Task<VirtualMachine> MachineAsync(PowerState power)
        {
            var tenant = await TenantAsync();
            await using var database = Host.Database();
            return await database.VirtualMachines.Where(machine => machine.TenantId == tenant && machine.Power == power && machine.Pending == PendingAction.None && machine.LostAt == null).OrderBy(machine => machine.Name).FirstAsync();
        }

        /// <summary>The tenant that a sign-in begins in.</summary>
        async Task<Domain.Common.Id<Domain.Identity.Tenant>> TenantAsync() => (await Host.Services.GetRequiredService<Sessions>().BeginAsync((await Host.PersonAsync()).Id, default)).Value.TenantId;

        public async Task<VirtualMachine> StrangersAsync()
        {
            var person = (await Host.PersonAsync()).Id;
            await using var database = Host.Database();
            var mine = await database.Memberships.Where(row => row.UserId == person).Select(row => row.TenantId).ToListAsync();
            return await database.VirtualMachines.Where(machine => !mine.Contains(machine.TenantId)).FirstAsync();
        }

        public async Task<string> CookieAsync()
        {
            var secret = await Host.Services.GetRequiredService<SignInLinks>().IssueAsync((await Host.PersonAsync()).Id, default);
            using var browser = Host.Browser();
            using var answer = await ConsoleHost.SubmitAsync(browser, $"/sign-in/{secret}", []);
            return answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("openiaas.session=", StringComparison.Ordinal)).Split(';')[0];
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
