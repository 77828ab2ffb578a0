using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Console.Replication.Ledger;

/// <summary>The attestation on paper: the same sentences and figures as the page.</summary>
static class AttestationPdf
{
    public static byte[] Of(AttestationDocument document, IStringLocalizer<ReplicationText> L)
    {
        var attestation = document.Attestation;
        var name = L["Attestation of recovery points"].Value;
        var sheet = new PdfSheet($"{name}, {attestation.Tenant}, {attestation.Month:yyyy-MM}", attestation.MadeBy, attestation.MadeAt);
        sheet.Title(name);
        sheet.Paragraph($"{attestation.Organization} · {attestation.Tenant}{(attestation.Policy is null ? "" : " · " + attestation.Policy)}");
        sheet.Paragraph(AttestationText.Period(L, attestation), quiet: true);
        sheet.Figures(
        [
            (L["Share of the promise kept"], LedgerWords.Kept(attestation.Total)), (L["Machines"], Units.Count(attestation.Machines.Count)),
            (L["Breaches"], Units.Count(attestation.Breaches.Count)), (L["Time in breach"], Units.Age(attestation.Total.Breached)),
        ]);
        sheet.Heading(L["Machines"]);
        sheet.Table(
            [new(L["Machine"], 24), new(L["Policy"], 20), new(L["Promise"], 20), new(L["Kept"], 11, true), new(L["At risk"], 11, true), new(L["Breached"], 12, true), new(L["Not counted"], 14, true)],
            attestation.Machines.Select(machine => (IReadOnlyList<string>)
            [
                machine.Machine + (machine.RemovedAt is null ? "" : " " + L["(removed)"]), machine.Policy, AttestationText.Promise(L, machine), LedgerWords.Kept(machine.Time),
                Units.Age(machine.Time.AtRisk), Units.Age(machine.Time.Breached), Units.Age(attestation.Length - machine.Time.Counted),
            ]));
        sheet.Heading(L["Breaches"]);
        if (attestation.Breaches.Count == 0) sheet.Paragraph(L["There was none."]);
        else
        {
            sheet.Table(
                [new(L["Machine"], 22), new(L["From (UTC)"], 21), new(L["Until (UTC)"], 21), new(L["Length"], 10, true), new(L["Cause"], 30)],
                attestation.Breaches.Select(breach => (IReadOnlyList<string>)
                    [breach.Machine, AttestationText.Utc(breach.From), AttestationText.Utc(breach.Until!.Value), Units.Age(breach.Until.Value - breach.From), L.Word(breach.Cause)]));
        }

        sheet.Heading(L["Method"]);
        foreach (var sentence in AttestationText.Method(L)) sheet.Paragraph(sentence);
        sheet.Paragraph(L["Made by {0} on {1} UTC.", attestation.MadeBy, AttestationText.Utc(attestation.MadeAt)]);
        sheet.Paragraph("SHA-256 " + document.Digest);
        sheet.Paragraph(L["of the CSV file of this attestation, which says the same; sha256sum shows it."], quiet: true);
        return sheet.Save((page, pages) => $"{attestation.Tenant} · {attestation.Month:yyyy-MM} · {page} / {pages} · {document.Digest[..16]}");
    }
}
