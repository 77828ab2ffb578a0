using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>What every step has: the form, and the page to tell when something was typed.</summary>
public abstract class StepView : ComponentBase
{
    [Parameter, EditorRequired] public CreateForm Form { get; set; } = default!;

    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    [Inject] protected IStringLocalizer<CreateWizardText> L { get; set; } = default!;

    [Inject] protected IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    protected MachineDraft Draft => Form.Draft;

    /// <summary>The refusal under an input, once it may be shown.</summary>
    protected string? Error(string field) => Form.On(field) is { } problem ? Sentences.Sentence(problem) : null;

    /// <summary>A change of an input; typing alone does not yet show a refusal, leaving the input does.</summary>
    protected Task SetAsync(Action change)
    {
        change();
        return Changed.InvokeAsync();
    }

    /// <summary>An input was left: its refusal is shown from now on, in the foot as well.</summary>
    protected Task Leave(string field) => SetAsync(() => Form.Touch(field));

    protected string? Advice(Notice? notice) => notice is null ? null : Sentences.Sentence(notice);
}
