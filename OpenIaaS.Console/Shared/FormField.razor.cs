using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary>One labelled field of a form. Put exactly one of the inputs of this folder inside.</summary>
public sealed partial class FormField
{
    readonly string generated = ElementIds.Next("field");

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>What is allowed, in a few words.</summary>
    [Parameter] public string? Help { get; set; }

    /// <summary>One sentence that says what is allowed; replaces the help.</summary>
    [Parameter] public string? Error { get; set; }

    /// <summary>Prefilled and unchangeable here: drawn inset with a lock.</summary>
    [Parameter] public bool Locked { get; set; }

    [Parameter] public bool Optional { get; set; }

    /// <summary>An id of one's own, when something else has to point to the input.</summary>
    [Parameter] public string? InputId { get; set; }

    [Parameter] public string? Class { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    string Id => InputId ?? generated;

    string ErrorId => Id + "-error";

    string HelpId => Id + "-help";

    bool HasError => !string.IsNullOrEmpty(Error);

    FieldContext Context => new(
        Id, HasError ? ErrorId : string.IsNullOrEmpty(Help) ? null : HelpId, HasError, Locked, Required: !Optional);
}
