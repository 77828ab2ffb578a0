using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Machine;

/// <summary>The filters of the list of machines, in a menu.</summary>
public sealed partial class MachineFilters
{
    /// <summary>What is offered; read when the menu opens, because it takes a look at every machine.</summary>
    [Parameter, EditorRequired] public VirtualMachineChoices? Choices { get; set; }

    [Parameter, EditorRequired] public EventCallback OnOpen { get; set; }

    [Parameter, EditorRequired] public VirtualMachineFilter Filter { get; set; } = VirtualMachineFilter.None;

    [Parameter, EditorRequired] public EventCallback<VirtualMachineFilter> Changed { get; set; }

    [Inject] IStringLocalizer<ComputeText> L { get; set; } = default!;

    /// <summary>How many kinds of filter are set, the search not counted: it stands beside.</summary>
    int Count => new[]
    {
        Filter.Statuses.Count > 0, Filter.Priorities.Count > 0, Filter.Backups.Count > 0, Filter.Replicated is not null, Filter.Zones.Count > 0, Filter.Pools.Count > 0,
        Filter.Systems.Count > 0, Filter.Tags.Count > 0, Filter.Hosts.Count > 0, Filter.Drives.Count > 0,
    }.Count(set => set);

    RenderFragment Group<T>(string title, IReadOnlyList<T> values, Func<T, string> word, IReadOnlyCollection<T> chosen, Func<IReadOnlyCollection<T>, VirtualMachineFilter> with) => builder =>
    {
        if (values.Count == 0) return;
        builder.OpenElement(0, "fieldset");
        builder.OpenElement(1, "legend");
        builder.AddAttribute(2, "class", "overline");
        builder.AddContent(3, title);
        builder.CloseElement();
        foreach (var value in values) Tick(builder, value, word, chosen, with);
        builder.CloseElement();
    };

    void Tick<T>(RenderTreeBuilder builder, T value, Func<T, string> word, IReadOnlyCollection<T> chosen, Func<IReadOnlyCollection<T>, VirtualMachineFilter> with)
    {
        builder.OpenComponent<CheckInput>(10);
        builder.SetKey(value);
        builder.AddComponentParameter(11, nameof(CheckInput.Value), chosen.Contains(value));
        builder.AddComponentParameter(12, nameof(CheckInput.ValueChanged), EventCallback.Factory.Create<bool>(
            this, on => Changed.InvokeAsync(with(on ? [.. chosen, value] : [.. chosen.Where(one => !EqualityComparer<T>.Default.Equals(one, value))]))));
        builder.AddComponentParameter(13, nameof(CheckInput.ChildContent), (RenderFragment)(content => content.AddContent(0, MachineWords.Line(word(value)))));
        builder.CloseComponent();
    }
}
