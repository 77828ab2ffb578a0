using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary>A column of a <see cref="ResourceTable{TRow}"/>; draws nothing itself.</summary>
public sealed class TableColumn<TRow> : ComponentBase, IDisposable
{
    [CascadingParameter] ResourceTable<TRow>? Table { get; set; }

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>The key the server sorts by; without one the column cannot be sorted.</summary>
    [Parameter] public string? Sort { get; set; }

    /// <summary>The cell, as text. Use <see cref="ChildContent"/> for more than text.</summary>
    [Parameter] public Func<TRow, string?>? Value { get; set; }

    [Parameter] public RenderFragment<TRow>? ChildContent { get; set; }

    /// <summary>Right-aligned, tabular.</summary>
    [Parameter] public bool Numeric { get; set; }

    /// <summary>Leaves the table below 1180 px.</summary>
    [Parameter] public bool WideOnly { get; set; }

    [Parameter] public CardPlace Card { get; set; }

    /// <summary>What the value is called on a card, where no head says it.</summary>
    [Parameter] public string? CardLabel { get; set; }

    /// <summary>A width for the column, as CSS.</summary>
    [Parameter] public string? Width { get; set; }

    internal string Css => string.Join(' ', new[]
    {
        Numeric ? "n" : null,
        WideOnly ? "hide-m" : null,
        Card switch
        {
            CardPlace.Hidden => null,
            CardPlace.Name => "k-name",
            CardPlace.Status => "k-status",
            CardPlace.Second => "k-second",
            CardPlace.Wide => "k-wide",
        },
    }.Where(c => c is not null));

    public void Dispose() => Table?.Remove(this);

    protected override void OnInitialized()
    {
        if (Table is null)
            throw new InvalidOperationException("A TableColumn stands inside the Columns of a ResourceTable.");
        Table.Add(this);
    }
}
