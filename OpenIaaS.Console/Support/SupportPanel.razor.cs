using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support;

/// <summary>The drafts stay when the panel is closed: what was typed is lost only by sending it.</summary>
public sealed partial class SupportPanel
{
    readonly QuestionDraft question = new();
    PolicyRequestDraft? request;
    FieldChecks requestChecks = default!;
    FieldChecks questionChecks = default!;
    IReadOnlyList<Problem> refused = [];
    TicketKind kind;
    bool mine;
    bool shown;

    [Parameter, EditorRequired] public bool Open { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <summary>What it opens on.</summary>
    [Parameter, EditorRequired] public TicketKind Kind { get; set; }

    /// <summary>The title a request begins with.</summary>
    [Parameter] public string? Subject { get; set; }

    /// <summary>The address it is pressed on.</summary>
    [Parameter, EditorRequired] public string Page { get; set; } = "/";

    [Parameter] public IReadOnlyList<TicketRow> Tickets { get; set; } = [];

    /// <summary>A request was filed: the list is read again.</summary>
    [Parameter] public EventCallback OnSent { get; set; }

    /// <summary>How many of them wait for an answer.</summary>
    [Parameter] public int Waiting { get; set; }

    [Parameter] public bool MayFile { get; set; }

    [Parameter] public bool MayRead { get; set; }

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] FileBackupPolicyRequest FilePolicyRequest { get; set; } = default!;

    [Inject] FileTicket FileTicket { get; set; } = default!;

    [Inject] TicketQueries Queries { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    RadioCard<TicketKind>[] Kinds =>
    [
        .. new[] { TicketKind.BackupPolicy, TicketKind.Question, TicketKind.Incident }.Select(it => new RadioCard<TicketKind>(it, L.Kind(it), TicketWords.Icon(it))),
    ];

    FieldChecks Checks => kind == TicketKind.BackupPolicy ? requestChecks : questionChecks;

    string? Needs => request is null ? null : L.Needs(Checks);

    protected override async Task OnParametersSetAsync()
    {
        if (Open == shown) return;
        shown = Open;
        if (!Open) return;
        (kind, mine) = (Kind, !MayFile);
        // What somebody began to type stays.
        if (Subject is not null && question.Title.Length == 0) question.Title = Subject;
        if (request is not null) return;
        var fresh = new PolicyRequestDraft(await CurrentCaller.GetProfileAsync());
        (requestChecks, questionChecks, request) = (new FieldChecks(fresh.Check), new FieldChecks(question.Check), fresh);
    }

    async Task SendAsync()
    {
        refused = [];
        if (!Checks.Pass()) return;
        var caller = await CurrentCaller.GetAsync();
        var filed = kind == TicketKind.BackupPolicy
            ? await FilePolicyRequest.SubmitAsync(request!.Input(Page), caller, default)
            : await FileTicket.SubmitAsync(question.Input(Page, kind == TicketKind.Incident), caller, default);
        if (!filed.Ok)
        {
            refused = filed.Problems;
            return;
        }

        Say(await Queries.NumberAsync(filed.Value, caller, default));
        Forget();
        if (MayRead) await OnSent.InvokeAsync();
        else await OnClose.InvokeAsync();
        mine = MayRead;
    }

    void Say(long? number)
    {
        // Who may file but not read gets the number alone.
        if (MayRead) Toasts.Ok(L["Request #{0} was sent", number!], L["Support answers in the ticket."], $"/support/{number}", L["Open the ticket"]);
        else Toasts.Ok(L["Request #{0} was sent", number!]);
    }

    void Forget()
    {
        if (kind == TicketKind.BackupPolicy)
        {
            var fresh = new PolicyRequestDraft(request!.Profile);
            (request, requestChecks) = (fresh, new FieldChecks(fresh.Check));
            return;
        }

        (question.Title, question.Description) = ("", "");
        questionChecks = new FieldChecks(question.Check);
    }
}
