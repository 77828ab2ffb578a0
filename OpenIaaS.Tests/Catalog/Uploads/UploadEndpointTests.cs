using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Catalog.Uploads;

public sealed class UploadEndpointTests(ApiTest.Started started) : ApiTest(started)
{
    static readonly byte[] Image = IsoImage.Iso9660("RESCUE");

    [Fact]
    public async Task File_is_announced_sent_in_parts_and_checked()
    {
        using var browser = await Host.SignedInAsync();
        var (address, received) = await AnnounceAsync(browser, "rescue-1.iso");
        Assert.Equal(0, received);
        Assert.Equal((HttpStatusCode.NoContent, "5000"), await SendAsync(browser, address, 0, Image[..5000]));
        Assert.Equal((HttpStatusCode.Conflict, "5000"), await SendAsync(browser, address, 0, Image[..5000]));
        // The same file chosen again, after a restart of the browser.
        Assert.Equal((address, 5000), await AnnounceAsync(browser, "rescue-1.iso"));
        Assert.Equal((HttpStatusCode.NoContent, $"{Image.Length}"), await SendAsync(browser, address, 5000, Image[5000..]));
        var done = await browser.PostAsync(new Uri(address + "/complete", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal("Whole", (await browser.GetFromJsonAsync<JsonElement>(address)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await browser.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task Refusals_are_sentences_in_the_language_of_the_page()
    {
        using var browser = await Host.SignedInAsync();
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/uploads") { Content = JsonContent.Create(new { kind = "iso", name = "mon image.iso", size = 10, lastModified = 1_764_000_000_000 }) };
        asked.Headers.AcceptLanguage.ParseAdd("fr");
        var refused = await browser.SendAsync(asked);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0];
        Assert.Equal(("upload.name", "File"), (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
        Assert.StartsWith("Le nom d’un fichier", problem.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_sends_nothing()
    {
        using var nobody = Host.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsJsonAsync("/uploads", new { kind = "iso", name = "a.iso", size = 10, lastModified = 0 })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(nobody, $"/uploads/{Guid.Empty}", 0, Image[..10])).Status);
    }

    [Fact]
    public async Task Pages_of_other_sites_send_nothing()
    {
        using var browser = await Host.SignedInAsync();
        var (address, _) = await AnnounceAsync(browser, "rescue-2.iso");
        using var foreign = Part(address, 0, Image[..10]);
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(foreign)).StatusCode);
        using var own = Part(address, 0, Image[..10]);
        own.Headers.Add("Origin", "https://localhost");
        Assert.Equal(HttpStatusCode.NoContent, (await browser.SendAsync(own)).StatusCode);
    }

    [Fact]
    public async Task Part_without_a_place_or_too_large_is_refused()
    {
        using var browser = await Host.SignedInAsync();
        var (address, _) = await AnnounceAsync(browser, "rescue-3.iso", 100_000_000);
        using var placeless = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new ByteArrayContent(Image) };
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(placeless)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(browser, address, 0, new byte[Upload.LargestPart.Bytes + 1])).Status);
        Assert.Equal((HttpStatusCode.NoContent, $"{Upload.LargestPart.Bytes}"), await SendAsync(browser, address, 0, new byte[Upload.LargestPart.Bytes]));
    }

    [Fact]
    public async Task Upload_goes_on_after_a_restart_of_the_console()
    {
        await using var data = new KeptConsole();
        string address;
        await using (var first = data.Start())
        {
            using var browser = await first.SignedInAsync();
            (address, _) = await AnnounceAsync(browser, "rescue-4.iso");
            await SendAsync(browser, address, 0, Image[..70_000]);
        }

        await using var second = data.Start();
        using var again = await second.SignedInAsync();
        Assert.Equal((address, 70_000), await AnnounceAsync(again, "rescue-4.iso"));
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(again, address, 70_000, Image[70_000..])).Status);
        Assert.Equal(HttpStatusCode.OK, (await again.PostAsync(new Uri(address + "/complete", UriKind.Relative), null)).StatusCode);
    }

    static async Task<(string Address, long Received)> AnnounceAsync(HttpClient browser, string name, long? size = null)
    {
        var answer = await browser.PostAsJsonAsync("/uploads", new { kind = "iso", name, size = size ?? Image.Length, lastModified = 1_764_000_000_000 });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var standing = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ("/uploads/" + standing.GetProperty("id").GetString(), standing.GetProperty("received").GetInt64());
    }

    static async Task<(HttpStatusCode Status, string? Offset)> SendAsync(HttpClient browser, string address, long offset, byte[] part)
    {
        using var request = Part(address, offset, part);
        var answer = await browser.SendAsync(request);
        return (answer.StatusCode, answer.Headers.TryGetValues("Upload-Offset", out var values) ? values.Single() : null);
    }

    static HttpRequestMessage Part(string address, long offset, byte[] part)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new ByteArrayContent(part) };
        request.Headers.Add("Upload-Offset", $"{offset}");
        return request;
    }

    /// <summary>A data directory that outlives its console.</summary>
    sealed class KeptConsole : IAsyncDisposable
    {
        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openiaas-kept");

        public ConsoleHost Start() => new(settings: ("OpenIaaS:DataDirectory", folder.FullName));

        public ValueTask DisposeAsync()
        {
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
