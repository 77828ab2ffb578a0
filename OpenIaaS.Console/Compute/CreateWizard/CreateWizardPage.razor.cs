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

    string? Lead => step switch
    {
        CreateStep.Method => L["A machine begins as a template of one of your pools."].Value,
        CreateStep.Template => L["A template lies in one pool and is deployed there. One without disks brings no operating system."].Value,
        CreateStep.General => L["vCPU and memory can be changed later while the machine is powered off."].Value,
        CreateStep.CloudInit => L["Optional. Applied once, at the first boot, by a system that has cloud-init."].Value,
        CreateStep.Disks => L["At most 2 TB (2 040 GiB) a disk, VHD. A disk cannot grow later: plan for it, or add another one."].Value,
        CreateStep.Adapters => L["At most 7. One VLAN for each adapter; a VLAN trunk carries them all over one."].Value,
        CreateStep.Availability => L["What happens to the machine when its host fails."].Value,
        CreateStep.Backup => L["A machine needs at least one policy before it can be powered on."].Value,
        CreateStep.Summary => null,
    };

    protected override async Task OnInitializedAsync()
    {
        Describe();
        await ReloadAsync();
        Watch(
            typeof(StorageRepository), typeof(Template), typeof(Pool), typeof(Host), typeof(VirtualNetwork), typeof(BackupPolicy), typeof(NetworkAdapter));
    }

    protected override void OnParametersSet() => Arrive();

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
        if (Form.Draft.Template is null && Asked() is { } template) Form.BeginWith(template);
        readFor = null;
        await ChangedAsync();
        Arrive();
    }

    /// <summary>Asks the rule again after every change; reads the place anew when the change is about where the machine will live or what it is called on the wire.</summary>
    async Task ChangedAsync()
    {
        Form.Refusal = [];
        var machine = Form.Draft.ToMachine();
        var place = $"{machine.Pool} {machine.Template} {string.Join(' ', machine.Adapters.Select(adapter => adapter.MacAddress))}";
        if (place != readFor && machine.Pool is not null)
        {
            var mine = ++readings;
            var read = await Queries.PlaceAsync(machine, await CurrentCaller.GetAsync(Stop), Stop);
            if (mine != readings) return;
            (readFor, Form.View) = (place, read.Ok ? read.Value : null);
        }

        Form.Check();
        Describe();
    }

    Template? Asked() => Id<Template>.TryParse(TemplateId, null, out var asked) ? Form.Choices!.Templates.FirstOrDefault(template => template.Id == asked) : null;

    /// <summary>Shows the step the address names, or the furthest one reached.</summary>
    void Arrive()
    {
        if (Form.Choices is null) return;
        var wanted = CreateSteps.Find(StepName) ?? (TemplateId is null ? CreateStep.Method : CreateStep.General);
        step = wanted <= Form.Reached ? wanted : Form.Reached;
    }

    void Go(CreateStep to) => Url.Set("step", to.Slug());

    async Task NextAsync()
    {
        await ChangedAsync();
        if (Form.Of(step).Count > 0)
        {
            Form.Try(step);
            return;
        }

        var next = step + 1;
        if (Form.Reached < next) Form.Reached = next;
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
        Navigation.NavigateTo(ListAddress);
        await Activities.FollowAsync(accepted.Value);
    }

    void Close() => Navigation.NavigateTo(ListAddress);

    async Task StartOverAsync()
    {
        Form.Reset();
        await ReloadAsync();
        Url.Set(new Dictionary<string, object?> { ["step"] = null, ["template"] = null });
    }

    void Describe() => steps = CreateStepSummary.Of(Form, L);
}
