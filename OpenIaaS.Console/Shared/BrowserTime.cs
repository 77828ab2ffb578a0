namespace OpenIaaS.Console.Shared;

/// <summary>The time zone of this circuit's browser. UTC until the browser has said; it says so once.</summary>
public sealed class BrowserTime
{
    /// <summary>Raised once, when the zone becomes known after something was already drawn.</summary>
    public event Action? Learned;

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public bool Known { get; private set; }

    /// <summary>Takes an IANA zone name; an unknown name changes nothing.</summary>
    public void Use(string? zoneId)
    {
        if (zoneId is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone))
            return;
        (Zone, Known) = (zone, true);
        Learned?.Invoke();
    }

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
