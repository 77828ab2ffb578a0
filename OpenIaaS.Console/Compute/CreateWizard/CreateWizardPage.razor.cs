using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using Host = OpenIaaS.Domain.Compute.Host;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>The wizard over the list of machines. The address names the step, so that back and forward walk through it; the draft stays in the circuit.</summary>
public sealed partial class CreateWizardPage
{
    const string ListAddress = "/virtual-machines";

    CreateStep step;
    IReadOnlyList<WizardStep> steps = [];
    string? failure;
    string? forbidden;
    string? readFor;
    int readings;

    /// <summary>The step by its word.</summary>
    [SupplyParameterFromQuery(Name = "step")] string? StepName { get; set; }

    /// <summary>A template to begin with.</summary>
    [SupplyParameterFromQuery(Name = "template")] string? TemplateId { get; set; }

    /// <summary>An ISO to begin with.</summary>
    [SupplyParameterFromQuery(Name = "image")] string? ImageId { get; set; }

    /// <summary>A public image to begin with.</summary>
    [SupplyParameterFromQuery(Name = "item")] string? ItemId { get; set; }

    /// <summary>A file to begin with, sent before.</summary>
    [SupplyParameterFromQuery(Name = "file")] string? FileId { get; set; }

    /// <summary>The method by its word.</summary>
    [SupplyParameterFromQuery(Name = "method")] string? MethodName { get; set; }

    [Inject] KeptDrafts Drafts { get; set; } = default!;

    [Inject] CreateForm Form { get; set; } = default!;

    [Inject] NewMachineQueries Queries { get; set; } = default!;

    [Inject] CreateVirtualMachine Create { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] ActivityToasts Activities { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    string? Refused
    {
        get
        {
            if (forbidden is not null) return forbidden;
            var shown = Form.Shown(step);
            return shown.Count switch
            {
                0 => null,
                1 => Sentences.Sentence(shown[0]),
                _ => L["{0} And {1} more.", Sentences.Sentence(shown[0]), shown.Count - 1],
            };
        }
    }

    protected override async Task OnInitializedAsync()
    {
        Describe();
        await ReloadAsync();
        Watch(
            typeof(StorageRepository), typeof(Template), typeof(DiskImage), typeof(Upload), typeof(Pool), typeof(Host), typeof(VirtualNetwork), typeof(BackupPolicy), typeof(NetworkAdapter));
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Form.Choices is not null && IsOtherMethod)
        {
            Begin();
            await ChangedAsync();
        }

        Arrive();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender) await GoOnAsync();
    }

    protected override async Task ReloadAsync()
    {
        var caller = await CurrentCaller.GetAsync(Stop);
        Form.Serve(caller.TenantId);
        forbidden = caller.May(Permission.ComputeManagement) ? null : Sentences.Sentence(Problem.Forbidden(Permission.ComputeManagement));
        var choices = await Queries.ChoicesAsync(caller, Stop);
        failure = choices.Ok ? null : string.Join(" ", choices.Problems.Select(Sentences.Sentence));
        if (!choices.Ok) return;
        Form.Choices = choices.Value;
        if (Form.Draft.Pool is null && choices.Value.Pools.Count == 1) Form.Draft.MoveTo(choices.Value.Pools[0].Id);
        Begin();
        readFor = null;
        await ChangedAsync();
        Arrive();
    }

    /// <summary>Asks the rule again after every change; reads the place anew when the change is about where the machine will live or what it is called on the wire.</summary>
    async Task ChangedAsync()
    {
        Form.Refusal = [];
        var machine = Form.Draft.ToMachine();
        var place = $"{machine.Pool} {machine.Method} {machine.Template} {machine.Image} {machine.Item} {machine.File} {string.Join(' ', machine.Adapters.Select(adapter => adapter.MacAddress))}";
        if (place != readFor && machine.Pool is not null)
        {
            var mine = ++readings;
            var read = await Queries.PlaceAsync(machine, await CurrentCaller.GetAsync(Stop), Stop);
            if (mine != readings) return;
            (readFor, Form.View) = (place, read.Ok ? read.Value : null);
        }

        Form.Settle();
        Form.Check();
        Describe();
    }

    /// <summary>Shows the step the address names, or the furthest one reached.</summary>
    void Arrive()
    {
        if (Form.Choices is null) return;
        var wanted = CreateSteps.Find(StepName) ?? First;
        if (!Form.Steps.Contains(wanted)) wanted = Form.Reached;
        step = wanted <= Form.Reached ? wanted : Form.Reached;
        Describe();
    }

    /// <summary>Where a link leads that names no step.</summary>
    CreateStep First => (TemplateId ?? ImageId) is not null ? CreateStep.General : (ItemId ?? FileId) is not null ? CreateStep.Template : CreateStep.Method;

    int At(CreateStep asked) => Math.Max(0, Form.Steps.Index().FirstOrDefault(one => one.Item == asked).Index);

    void Go(CreateStep to) => Url.Set(new Dictionary<string, object?> { ["method"] = Form.Draft.Method == CreationMethod.Template ? null : Form.Draft.Method.Slug(), ["step"] = to.Slug() });

    async Task NextAsync()
    {
        await ChangedAsync();
        if (Form.Of(step).Count > 0)
        {
            Form.Try(step);
            return;
        }

        var next = Form.Steps[At(step) + 1];
        if (Form.Reached < next) Form.Reached = next;
        await KeepAsync();
        Go(next);
    }

    async Task FinishAsync()
    {
        Form.Try(CreateStep.Summary);
        var machine = Form.Draft.ToMachine();
        var accepted = await Create.SubmitAsync(machine, await CurrentCaller.GetAsync(Stop), Stop);
        if (!accepted.Ok)
        {
            // Something changed since it was typed. Everything typed stays; what is true now is shown.
            await ReloadAsync();
            Form.Refusal = accepted.Problems;
            return;
        }

        Form.Reset();
        await Drafts.ForgetAsync(await CurrentCaller.GetAsync(Stop));
        Navigation.NavigateTo(ListAddress);
        await Activities.FollowAsync(accepted.Value);
    }

    void Close() => Navigation.NavigateTo(ListAddress);

    void Describe() => steps = CreateStepSummary.Of(Form, L);
}
