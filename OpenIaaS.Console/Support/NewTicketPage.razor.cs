using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shell;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support;

/// <summary>The buoy's form as a plain page: drawn and checked by the server alone, for a browser whose live connection is down.</summary>
public sealed partial class NewTicketPage
{
    readonly QuestionDraft question = new();
    PolicyRequestDraft? request;
    FieldChecks checks = default!;
    IReadOnlyList<Problem> refused = [];
    TicketKind kind;
    long? filed;

    [SupplyParameterFromQuery(Name = "kind")] public string? KindWord { get; set; }

    [SupplyParameterFromQuery] public string? Page { get; set; }

    [SupplyParameterFromQuery(Name = "subject")] public string? Subject { get; set; }

    [SupplyParameterFromForm] public string? ContactEmail { get; set; }

    [SupplyParameterFromForm] public string? ContactPhone { get; set; }

    [SupplyParameterFromForm] public string? PolicyName { get; set; }

    [SupplyParameterFromForm] public string? Days { get; set; }

    [SupplyParameterFromForm] public string? Weeks { get; set; }

    [SupplyParameterFromForm] public string? Months { get; set; }

    [SupplyParameterFromForm] public string? Comment { get; set; }

    [SupplyParameterFromForm] public string? Title { get; set; }

    [SupplyParameterFromForm] public string? Description { get; set; }

    [CascadingParameter] HttpContext HttpContext { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] FileBackupPolicyRequest FilePolicyRequest { get; set; } = default!;

    [Inject] FileTicket FileTicket { get; set; } = default!;

    [Inject] TicketQueries Queries { get; set; } = default!;

    string Back => PreferenceEndpoints.LocalOrHome(Page);

    protected override async Task OnInitializedAsync()
    {
        kind = Buoy.Kind(KindWord);
        var caller = await CurrentCaller.GetAsync();
        if (!caller.May(Permission.SupportWrite))
        {
            refused = [Problem.Forbidden(Permission.SupportWrite)];
            return;
        }

        var draft = new PolicyRequestDraft(await CurrentCaller.GetProfileAsync());
        // What was sent stays, so that a refusal loses nothing; on the first visit the profile stands.
        if (HttpMethods.IsPost(HttpContext.Request.Method)) (draft.ContactEmail, draft.ContactPhone) = (ContactEmail ?? "", ContactPhone ?? "");
        (draft.PolicyName, draft.Comment) = (PolicyName ?? "", Comment ?? "");
        (draft.Days, draft.Weeks, draft.Months) = (Days ?? "", Weeks ?? "", Months ?? "");
        (question.Title, question.Description) = (Title ?? Subject ?? "", Description ?? "");
        request = draft;
        checks = new FieldChecks(kind == TicketKind.BackupPolicy ? draft.Check : question.Check);
    }

    async Task SendAsync()
    {
        if (request is null || !checks.Pass()) return;
        var caller = await CurrentCaller.GetAsync();
        var sent = kind == TicketKind.BackupPolicy
            ? await FilePolicyRequest.SubmitAsync(request.Input(Back), caller, default)
            : await FileTicket.SubmitAsync(question.Input(Back, kind == TicketKind.Incident), caller, default);
        if (!sent.Ok)
        {
            refused = sent.Problems;
            return;
        }

        // Away from here, so that a reload does not send it again. Who may not read tickets stays, with the number.
        filed = await Queries.NumberAsync(sent.Value, caller, default);
        if (caller.May(Permission.SupportRead) || caller.May(Permission.SupportManagement)) Navigation.NavigateTo($"/support/{filed}");
    }
}
