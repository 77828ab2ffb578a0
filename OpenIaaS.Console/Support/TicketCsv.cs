using CsvHelper;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support;

/// <summary>One ticket in the exported file. Moments are ISO 8601 in UTC.</summary>
[CsvRecord]
public sealed partial class TicketCsv
{
    const string Moment = "yyyy-MM-ddTHH:mm:ssK";

    [CsvColumn("number")] public long Number { get; set; }
    [CsvColumn("title")] public string Title { get; set; } = "";
    [CsvColumn("kind")] public string Kind { get; set; } = "";
    [CsvColumn("status")] public string Status { get; set; } = "";
    [CsvColumn("author")] public string Author { get; set; } = "";
    [CsvColumn("created_at"), CsvFormat(Moment)] public DateTimeOffset CreatedAt { get; set; }
    [CsvColumn("updated_at"), CsvFormat(Moment)] public DateTimeOffset UpdatedAt { get; set; }

    public static TicketCsv Of(TicketRow row) => new()
    {
        Number = row.Number, Title = row.Title, Kind = Buoy.Word(row.Kind), Status = TicketAddress.Word(row.Status), Author = row.Author,
        CreatedAt = row.CreatedAt.ToUniversalTime(), UpdatedAt = row.UpdatedAt.ToUniversalTime(),
    };
}
