namespace OpenIaaS.Bench;

/// <summary>A list as CSV, read as it arrives.</summary>
static class Export
{
    const int Tries = 5;

    public static async Task MeasureAsync(PublishedConsole console, Window window, string what, Figures figures, double? bar)
    {
        using var client = new HttpClient { BaseAddress = console.Address };
        client.DefaultRequestHeaders.Add("Cookie", await window.CookiesAsync());
        List<double> firsts = [];
        List<double> lasts = [];
        var lines = 0;
        // The first one warms up.
        for (var i = 0; i <= Tries; i++)
        {
            var (first, last, count) = await OnceAsync(client, what);
            if (i > 0) (firsts, lasts, lines) = ([.. firsts, first], [.. lasts, last], count);
        }

        figures.Add("export, first byte", Figures.Median(firsts), "ms", note: $"{lines} lines");
        figures.Add("export, last byte", Figures.Median(lasts), "ms", bar: bar, note: $"median of {Tries}");
    }

    static async Task<(double First, double Last, int Lines)> OnceAsync(HttpClient client, string what)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(what, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        var (first, lines) = (0.0, 0);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            if (first == 0) first = clock.GetElapsedTime(began).TotalMilliseconds;
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return (first, clock.GetElapsedTime(began).TotalMilliseconds, lines);
    }
}
