using OpenIaaS.Domain.Support;

namespace OpenIaaS.Console.Support;

/// <summary>The buoy of this window: any page may press it, the header's panel hears it.</summary>
public sealed class Buoy
{
    public event Action<TicketKind>? Pressed;

    /// <summary>What the request begins with, when the page that pressed knows what it is about.</summary>
    public string? Subject { get; private set; }

    /// <summary>Opens the panel on a kind of request.</summary>
    /// <param name="subject">A title it begins with.</param>
    public void Press(TicketKind kind, string? subject = null)
    {
        Subject = subject;
        Pressed?.Invoke(kind);
    }

    /// <summary>The page that asks the same without a live connection.</summary>
    public static string Address(TicketKind kind, string page, string? subject = null) =>
        $"/support/new?kind={Word(kind)}&page={Uri.EscapeDataString(page)}{(subject is null ? "" : $"&subject={Uri.EscapeDataString(subject)}")}";

    /// <summary>The kind a page's query names; a question when it names none.</summary>
    public static TicketKind Kind(string? word) => Enum.GetValues<TicketKind>().FirstOrDefault(kind => Word(kind) == word);

    /// <summary>What a page's operator most likely asks for.</summary>
    public static TicketKind KindFor(string page) =>
        page.Split('?')[0].TrimEnd('/') is "/backup" ? TicketKind.BackupPolicy : TicketKind.Question;

    public static string Word(TicketKind kind) => kind switch
    {
        TicketKind.Question => "question",
        TicketKind.BackupPolicy => "backup-policy",
        TicketKind.Incident => "incident",
    };
}
