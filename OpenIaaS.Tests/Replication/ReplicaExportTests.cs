using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CsvHelper;
using OpenIaaS.Console.Replication;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Replication;

/// <summary>The export as a browser and as a script fetch it, on the demo world.</summary>
public sealed class ReplicaExportTests : IAsyncLifetime
{
    const string Address = "/api/export/replicas.csv";
    const string Id = "7f1f2f0a-52a3-4a4c-9f55-0c5a2b0e9a11";
    const string Secret = "a-secret-for-this-test-alone-0123456789";

    readonly ConsoleHost host = new(demo: true, settings: ("OpenIaaS:Demo:AccessToken", Id + ":" + Secret));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Browser_and_script_fetch_the_same_file_and_nobody_else_does()
    {
        using var browser = await host.SignedInAsync();
        using var script = host.Browser();
        var token = await script.PostAsJsonAsync("/api/iam/v2/auth/personal_access_token", new { id = Id, secret = Secret });
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await token.Content.ReadAsStringAsync()).Trim('"'));

        var byCookie = await browser.GetAsync(Address);
        var byToken = await script.GetAsync(Address);

        Assert.Equal("text/csv; charset=utf-8", byCookie.Content.Headers.ContentType!.ToString());
        Assert.Equal(HttpStatusCode.OK, byToken.StatusCode);
        Assert.NotEmpty(Machines(await byCookie.Content.ReadAsByteArrayAsync()));
        Assert.Equal(Machines(await byCookie.Content.ReadAsByteArrayAsync()), Machines(await byToken.Content.ReadAsByteArrayAsync()));
        using var nobody = host.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(Address)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_filter_is_refused_with_a_sentence()
    {
        using var browser = await host.SignedInAsync();

        var refused = await browser.GetAsync(Address + "?status=Nope&zone=here");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var text = await refused.Content.ReadAsStringAsync();
        Assert.Contains("The filter status cannot be Nope.", text, StringComparison.Ordinal);
        Assert.Contains("The filter zone cannot be here.", text, StringComparison.Ordinal);
        Assert.Empty(Machines(await browser.GetByteArrayAsync(Address + "?q=nothing-is-called-so&status=breached&policy=&sort=-machine")));
    }

    static List<string> Machines(byte[] file) => [.. CsvReader.Create(file).GetRecords<ReplicaCsv>().Select(record => record.Machine)];
}
