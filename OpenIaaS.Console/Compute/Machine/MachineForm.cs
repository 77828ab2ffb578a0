using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>
/// A dialog that asks something of one machine. It keeps what was typed while the machine changes behind it; when the machine was changed by
/// somebody else before it was sent, it shows the newer values and says so.
/// </summary>
public abstract class MachineForm : ComponentBase
{
    bool filled;

    /// <summary>The machine as it is now; follows live.</summary>
    [Parameter, EditorRequired] public VirtualMachineDetail Machine { get; set; } = default!;

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    /// <summary>Raised with the activity once what was asked is accepted.</summary>
    [Parameter, EditorRequired] public EventCallback<Id<Activity>> OnAccepted { get; set; }

    /// <summary>Asks for the machine to be read again.</summary>
    [Parameter, EditorRequired] public EventCallback OnChanged { get; set; }

    [Inject] protected IStringLocalizer<ComputeText> L { get; set; } = default!;

    [Inject] protected IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    /// <summary>What the last sending was refused for.</summary>
    protected IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Whether whoever sends it knows that high availability of the pool will not hold any more.</summary>
    protected bool Knowingly { get; set; }

    /// <summary>The version of the machine whose values are shown.</summary>
    protected int Version { get; private set; }

    /// <summary>The machine's name in one line.</summary>
    protected string Name => MachineWords.Line(Machine.Name);

    protected override void OnParametersSet()
    {
        if (filled) return;
        filled = true;
        Version = Machine.Version;
        Fill();
    }

    /// <summary>Takes the machine's values into the form.</summary>
    protected virtual void Fill()
    {
    }

    /// <summary>What is wrong with a field: found while typing, or the refusal of the last sending.</summary>
    protected string? Error(string field, Result typed) =>
        (typed.Problems.FirstOrDefault(problem => problem.Field == field) ?? (typed.Ok ? Problems.FirstOrDefault(problem => problem.Field == field) : null)) is { } problem
            ? Sentences.Sentence(problem) : null;

    /// <summary>Something was typed: what was refused before may be right now.</summary>
    protected void Typed() => Problems = [.. Problems.Where(problem => problem.Field is null)];

    /// <summary>Sends something that leaves the dialog open; what it changed is read again.</summary>
    protected async Task TryAsync(Func<Caller, Task<Result<Id<Activity>>>> send)
    {
        Problems = (await send(await CurrentCaller.GetAsync())).Problems;
        await OnChanged.InvokeAsync();
    }

    protected async Task SendAsync(Func<Caller, Task<Result<Id<Activity>>>> send)
    {
        var answer = await send(await CurrentCaller.GetAsync());
        Problems = answer.Problems;
        if (answer.Ok)
        {
            await OnClose.InvokeAsync();
            await OnAccepted.InvokeAsync(answer.Value);
            return;
        }

        // The newer values come with the next read, which hands them in as parameters.
        if (answer.Problems.Any(problem => problem.Code == "changed-meanwhile")) filled = false;
        await OnChanged.InvokeAsync();
    }
}
