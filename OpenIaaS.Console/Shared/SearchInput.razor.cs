using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

public sealed partial class SearchInput : IDisposable
{
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    ITimer? timer;
    string? shown;
    string? sent;

    [Parameter] public string? Value { get; set; }

    [Parameter] public EventCallback<string> ValueChanged { get; set; }

    /// <summary>What can be searched ("Name, UUID, IP or MAC"); the field's accessible name as well.</summary>
    [Parameter, EditorRequired] public string Placeholder { get; set; } = "";

    [Parameter] public string? Style { get; set; }

    public void Dispose() => timer?.Dispose();

    protected override void OnParametersSet()
    {
        // What the page echoes of an older key must not overwrite what is being typed.
        if (Value == sent)
            return;
        sent = Value;
        shown = Value;
    }

    void Type(ChangeEventArgs e)
    {
        shown = e.Value as string ?? "";
        timer ??= Time.CreateTimer(_ => _ = InvokeAsync(SendAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Rest, Timeout.InfiniteTimeSpan);
    }

    async Task SendNowAsync(ChangeEventArgs e)
    {
        shown = e.Value as string ?? "";
        await SendAsync();
    }

    async Task SendAsync()
    {
        timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (shown == (sent ?? ""))
            return;
        sent = shown;
        await ValueChanged.InvokeAsync(shown);
    }
}
