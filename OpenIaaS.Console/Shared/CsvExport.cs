using System.Globalization;
using CsvHelper;
using Microsoft.Net.Http.Headers;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// A table as a CSV file that is written while its rows are read: RFC 4180, UTF-8, invariant figures and moments. Text that a spreadsheet
/// would run as a formula gets an apostrophe in front.
/// </summary>
public static class CsvExport
{
    /// <summary>What begins a formula, or hides its beginning.</summary>
    const string FormulaStarts = "=+-@\t\r\n";

    /// <summary>Small enough that the first rows leave long before the last is read.</summary>
    const int Buffer = 16 * 1024;

    public static CsvWriterOptions Options { get; } = new()
    {
        Injection = CsvInjection.Escape, InjectionCharacters = FormulaStarts, BufferSize = Buffer, TrueValue = "true", FalseValue = "false",
    };

    /// <summary>The file as an answer: <c>replicas-2026-11-23.csv</c>.</summary>
    /// <typeparam name="T">A row, marked for the generator of the CSV library.</typeparam>
    public static IResult Download<T>(string what, IAsyncEnumerable<T> rows, DateTimeOffset now) =>
        new File<T>(what + now.UtcDateTime.ToString("-yyyy-MM-dd", CultureInfo.InvariantCulture) + ".csv", rows);

    /// <summary>The same with the columns asked for, in their order.</summary>
    public static IResult Download<T>(string what, IReadOnlyList<CsvField<T>> fields, IAsyncEnumerable<T> rows, DateTimeOffset now) =>
        new File<T>(what + now.UtcDateTime.ToString("-yyyy-MM-dd", CultureInfo.InvariantCulture) + ".csv", rows, fields);

    /// <summary>Writes header and rows; the stream stays open.</summary>
    public static async Task WriteAsync<T>(Stream stream, IAsyncEnumerable<T> rows, CancellationToken stop)
    {
        await using var writer = CsvWriter.Create(stream, Options, leaveOpen: true);
        await writer.WriteRecordsAsync(rows, stop);
        await writer.FlushAsync(stop);
    }

    /// <summary>Writes the columns asked for; the stream stays open.</summary>
    public static async Task WriteAsync<T>(Stream stream, IReadOnlyList<CsvField<T>> fields, IAsyncEnumerable<T> rows, CancellationToken stop)
    {
        await using var writer = CsvWriter.Create(stream, Options, leaveOpen: true);
        await writer.WriteRecordAsync([.. fields.Select(field => field.Name)], stop);
        await foreach (var row in rows.WithCancellation(stop)) await writer.WriteRecordAsync([.. fields.Select(field => field.Text(row))], stop);
        await writer.FlushAsync(stop);
    }

    sealed class File<T>(string name, IAsyncEnumerable<T> rows, IReadOnlyList<CsvField<T>>? fields = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.ContentType = "text/csv; charset=utf-8";
            headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-store";
            return fields is null
                ? WriteAsync(httpContext.Response.Body, rows, httpContext.RequestAborted)
                : WriteAsync(httpContext.Response.Body, fields, rows, httpContext.RequestAborted);
        }
    }
}
