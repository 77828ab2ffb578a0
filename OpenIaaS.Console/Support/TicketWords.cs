using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Support;

namespace OpenIaaS.Console.Support;

/// <summary>Kinds and states of tickets in the reader's words.</summary>
public static class TicketWords
{
    public static string Kind(this IStringLocalizer<SupportText> L, TicketKind kind) => kind switch
    {
        TicketKind.Question => L["Question"],
        TicketKind.BackupPolicy => L["Backup policy"],
        TicketKind.Incident => L["Incident"],
    };

    public static string Status(this IStringLocalizer<SupportText> L, TicketStatus status) => status switch
    {
        TicketStatus.Open => L["Open"],
        TicketStatus.AnswerRequired => L["Answer required"],
        TicketStatus.ValidationRequired => L["Validation required"],
        TicketStatus.Closed => L["Closed"],
    };

    public static string Icon(TicketKind kind) => kind switch
    {
        TicketKind.Question => Icons.Chat,
        TicketKind.BackupPolicy => Icons.Backup,
        TicketKind.Incident => Icons.Triangle,
    };

    public static Tone Tone(TicketStatus status) => status switch
    {
        TicketStatus.Open => Shared.Tone.Info,
        TicketStatus.AnswerRequired or TicketStatus.ValidationRequired => Shared.Tone.Warn,
        TicketStatus.Closed => Shared.Tone.Ok,
    };

    /// <summary>The page an address shows, in the words of the navigation; null for an address without a name.</summary>
    public static string? Page(this IStringLocalizer<SupportText> L, string address) => address.Split('?')[0].Split('/')[1] switch
    {
        "" => L["Dashboard"].Value,
        "virtual-machines" => L["Virtual machines"].Value,
        "catalog" => L["Catalog"].Value,
        "compute" => L["Compute"].Value,
        "storage" => L["Storage"].Value,
        "networks" => L["Networks"].Value,
        "replication" => L["Replication"].Value,
        "backup" => L["Backup, Policies"].Value,
        "support" => L["Support"].Value,
        "activities" => L["Activities"].Value,
        "lab" => L["Lab"].Value,
        _ => null,
    };

    /// <summary>The fields that need somebody, in one line for the foot of a form; null when none does.</summary>
    public static string? Needs(this IStringLocalizer<SupportText> L, FieldChecks checks)
    {
        var names = checks.Shown.Select(problem => problem.Field).OfType<string>().Distinct().Select(field => Name(L, field)).ToList();
        return names.Count switch
        {
            0 => null,
            1 => L["One field needs you: {0}", names[0]].Value,
            _ => L["{0} fields need you: {1}", names.Count, string.Join(", ", names)].Value,
        };
    }

    static string Name(IStringLocalizer<SupportText> L, string field)
    {
        string label = field switch
        {
            nameof(PolicyRequestDraft.ContactEmail) => L["Contact e-mail"],
            nameof(PolicyRequestDraft.ContactPhone) => L["Contact phone"],
            nameof(PolicyRequestDraft.PolicyName) => L["Policy name"],
            nameof(PolicyRequestDraft.Days) => L["Days"],
            nameof(PolicyRequestDraft.Weeks) => L["Weeks"],
            nameof(PolicyRequestDraft.Months) => L["Months"],
            nameof(PolicyRequestDraft.Comment) => L["Comment"],
            nameof(QuestionDraft.Title) => L["Title"],
            _ => L["Description"],
        };
        return char.ToLower(label[0], CultureInfo.CurrentCulture) + label[1..];
    }
}
