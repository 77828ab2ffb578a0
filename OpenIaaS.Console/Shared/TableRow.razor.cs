using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary>A row by itself: what changes in one row is not worked out again for its neighbours.</summary>
public sealed partial class TableRow<TRow> : ComponentBase
{
    (TRow Row, string Css, bool Open, object? Also) drawn;
    bool changed;

    [Parameter, EditorRequired] public ResourceTable<TRow> Table { get; set; } = default!;

    [Parameter, EditorRequired] public TRow Row { get; set; } = default!;

    [Parameter, EditorRequired] public string Key { get; set; } = "";

    [Parameter] public string? Css { get; set; }

    [Parameter] public bool Open { get; set; }

    string DetailId => "detail-" + Key;

    protected override void OnParametersSet()
    {
        var next = (Row, Css ?? "", Open, Table.DrawnFrom);
        // Open details hold whatever they like; they decide for themselves.
        changed = Open || Table.DrawnFrom is null || !next.Equals(drawn);
        drawn = next;
    }

    protected override bool ShouldRender() => changed;
}
