using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary>A native text field: light in a long form, and found by its label.</summary>
public sealed partial class TextInput
{
    [CascadingParameter] FieldContext? Field { get; set; }

    [Parameter] public string? Value { get; set; }

    [Parameter] public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Raised when the field is left: the moment of the first check.</summary>
    [Parameter] public EventCallback OnLeave { get; set; }

    /// <summary>Tell the page with every key, not only on leaving. For checks while typing, after the first.</summary>
    [Parameter] public bool Immediate { get; set; }

    /// <summary>text, email, tel, password, search, date, time, url.</summary>
    [Parameter] public string Type { get; set; } = "text";

    [Parameter] public int Rows { get; set; } = 1;

    [Parameter] public int? MaxLength { get; set; }

    [Parameter] public string? Placeholder { get; set; }

    [Parameter] public string? Name { get; set; }

    [Parameter] public string? Autocomplete { get; set; } = "off";

    [Parameter] public string? AriaLabel { get; set; }

    [Parameter] public string? Icon { get; set; }

    [Parameter] public string? Unit { get; set; }

    [Parameter] public string? Style { get; set; }

    [Parameter] public bool Mono { get; set; }

    /// <summary>Where the focus goes when a dialog around it opens.</summary>
    [Parameter] public bool AutoFocus { get; set; }

    bool Locked => Field?.Locked == true;

    async Task SetAsync(ChangeEventArgs e, bool typing)
    {
        if (Locked || typing != Immediate)
            return;
        await ValueChanged.InvokeAsync(e.Value as string ?? "");
    }
}
