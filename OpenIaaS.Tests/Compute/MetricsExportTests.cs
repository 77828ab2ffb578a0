using System.Globalization;
using System.Net;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

public sealed class MetricsExportTests(ApiTest.Started started) : ApiTest(started)
{
    [Fact]
    public async Task Each_line_and_step_is_a_row_of_plain_figures()
    {
        using var browser = await Host.SignedInAsync();
        using var answer = await browser.GetAsync("/api/export/metrics.csv?tab=compute&by=zone&period=week");
        var rows = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("metrics-compute-", answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        var head = rows[0];
        Assert.Equal(["from_utc", "seconds", "of", "threads_busy"], head[..4]);
        Assert.Equal(0, (rows.Count - 1) % 84);
        Assert.All(rows.Skip(1), row =>
        {
            Assert.Equal(head.Length, row.Length);
            Assert.True(DateTimeOffset.TryParse(row[0], CultureInfo.InvariantCulture, out _));
            Assert.Equal("7200", row[1]);
        });
    }

    [Fact]
    public async Task Storage_has_its_own_file_and_strangers_none()
    {
        using var browser = await Host.SignedInAsync();
        using var answer = await browser.GetAsync("/api/export/metrics.csv?tab=storage&by=each&period=nonsense");
        Assert.StartsWith("metrics-storage-", answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);

        using var nobody = Host.Browser();
        using var refused = await nobody.GetAsync("/api/export/metrics.csv");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }
}
