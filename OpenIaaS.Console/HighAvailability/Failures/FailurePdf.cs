using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.HighAvailability.Failures;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>The report of a failure on paper: the same figures and sentences as the page, in UTC.</summary>
static class FailurePdf
{
    /// <summary>A timeline longer than this says on paper where the rest is: 1,000 machines would fill fifty pages.</summary>
    const int MostMoments = 400;

    public static byte[] Of(FailureView view, string author, DateTimeOffset now, IStringLocalizer<HighAvailabilityText> L, IStringLocalizer<ComputeText> C)
    {
        var failure = view.Row.Failure;
        var name = view.Hosts.Count == 1 ? L["Failure of {0}", view.Row.Hosts].Value : L["Failure of {0} hosts", view.Hosts.Count].Value;
        var sheet = new PdfSheet($"{name}, {Utc(failure.DetectedAt)}", author, now);
        sheet.Title(name);
        sheet.Paragraph($"{failure.Zone} / {failure.Pool} · {Utc(failure.DetectedAt)} UTC · {L.Look(view.Row.Measure).Word}");
        foreach (var host in view.Hosts) sheet.Paragraph($"{host.Name}{(host.Cause is null ? "" : ": " + host.Cause)}", quiet: true);
        sheet.Figures([.. FailureSums.Of(L, view).Take(4)]);
        sheet.Heading(L["Timeline"]);
        var moments = FailureTimeline.Of(L, view);
        sheet.Table([new("UTC", 14), new(L["What happened"], 86)], moments.Take(MostMoments).Select(moment => (IReadOnlyList<string>)[Utc(moment.At), moment.Text]));
        if (moments.Count > MostMoments) sheet.Paragraph(L["{0} later moments are shown by the console.", moments.Count - MostMoments], quiet: true);
        sheet.Heading(L["Machines, foreseen and measured"]);
        sheet.Table(
            [new(L["Machine"], 20), new(L["Memory"], 9, true), new(L["Priority"], 11), new(L["Foreseen"], 24), new(L["Came"], 24), new(L["Service lost"], 12, true)],
            view.Machines.Select(row => (IReadOnlyList<string>)
            [
                row.Machine.Name, Units.Size(row.Machine.Memory.Bytes), C.Word(row.Machine.Priority), L.Foreseen(failure, row.Machine),
                row.Machine is { BackAfter: { } after, RunsOn: { } on } ? L["{0} after {1}", failure.Short(on), FailureWords.Span(after)] : L.Look(row).Word, FailureMeasure.Counts(row.Machine) ? FailureWords.Span(row.Machine.Lost(now)) : "–",
            ]));
        sheet.Paragraph(L["Foreseen and came are counted from the last beat of the host, service lost from the moment nothing ran on it. A machine that nobody restarts is not counted while it is down."], quiet: true);
        return sheet.Save((page, pages) => $"{failure.Pool} · {Utc(failure.DetectedAt)} UTC · {author} · {page} / {pages}");
    }

    static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
