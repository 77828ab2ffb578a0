using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary><c>Mon 23 Nov 14:32</c>; the year only when it is not the current one, the day not at all when <see cref="Clock"/> is set.</summary>
public sealed partial class TimeText : IDisposable
{
    bool listening;

    [Parameter, EditorRequired] public DateTimeOffset Instant { get; set; }

    /// <summary>Only the time of day, for lists whose day is clear.</summary>
    [Parameter] public bool Clock { get; set; }

    /// <summary>With <see cref="Clock"/>: the seconds too.</summary>
    [Parameter] public bool Seconds { get; set; }

    [Inject] BrowserTime BrowserTime { get; set; } = default!;

    [Inject] TimeProvider Time { get; set; } = default!;

    string Utc => Instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    string Text
    {
        get
        {
            var local = BrowserTime.Local(Instant);
            var format = Clock ? Seconds ? "HH:mm:ss" : "HH:mm" : local.Year == BrowserTime.Local(Time.GetUtcNow()).Year ? "ddd d MMM HH:mm" : "d MMM yyyy HH:mm";
            return local.ToString(format, CultureInfo.CurrentCulture);
        }
    }

    public void Dispose()
    {
        if (listening)
            BrowserTime.Learned -= Redraw;
    }

    protected override void OnInitialized()
    {
        // Hundreds of these stand on a page: none listens once the zone is known.
        if (BrowserTime.Known)
            return;
        listening = true;
        BrowserTime.Learned += Redraw;
    }

    void Redraw() => _ = InvokeAsync(StateHasChanged);
}
