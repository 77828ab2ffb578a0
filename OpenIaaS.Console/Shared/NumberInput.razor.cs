using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary>A native number field. <typeparamref name="TValue"/> is int, long, decimal or double, nullable when it may be empty; string when the page itself says what is no number.</summary>
public sealed partial class NumberInput<TValue>
{
    [CascadingParameter] FieldContext? Field { get; set; }

    [Parameter] public TValue? Value { get; set; }

    [Parameter] public EventCallback<TValue> ValueChanged { get; set; }

    [Parameter] public EventCallback OnLeave { get; set; }

    [Parameter] public bool Immediate { get; set; }

    /// <summary>Bounds of the step buttons and hints for the browser; the rule itself is the domain's.</summary>
    [Parameter] public decimal? Min { get; set; }

    [Parameter] public decimal? Max { get; set; }

    [Parameter] public decimal Step { get; set; } = 1;

    [Parameter] public string? Unit { get; set; }

    [Parameter] public string? Placeholder { get; set; }

    [Parameter] public string? AriaLabel { get; set; }

    [Parameter] public string? Style { get; set; }

    [Parameter] public string? Name { get; set; }

    /// <summary>Off in a form without a live connection, where the step buttons could do nothing.</summary>
    [Parameter] public bool Steps { get; set; } = true;

    bool Locked => Field?.Locked == true;

    string? Text => BindConverter.FormatValue(Value, CultureInfo.InvariantCulture)?.ToString();

    static string? Invariant(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    async Task ReadAsync(ChangeEventArgs e, bool typing)
    {
        if (!Locked && typing == Immediate)
            await SetAsync(e.Value as string);
    }

    async Task MoveAsync(int steps)
    {
        var now = decimal.TryParse(Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : Min ?? 0;
        var next = Text is null or "" ? now : now + (steps * Step);
        next = Math.Min(Math.Max(next, Min ?? decimal.MinValue), Max ?? decimal.MaxValue);
        await SetAsync(Invariant(next));
        await OnLeave.InvokeAsync();
    }

    async Task SetAsync(string? text)
    {
        if (BindConverter.TryConvertTo<TValue>(text, CultureInfo.InvariantCulture, out var value))
            await ValueChanged.InvokeAsync(value);
    }
}
