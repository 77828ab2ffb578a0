namespace OpenIaaS.Console.Shared;

/// <summary>How much a state asks for somebody: the look of a status, a note, a toast.</summary>
public enum Tone
{
    /// <summary>A plain fact: ink.</summary>
    Plain,

    /// <summary>Fine: quiet.</summary>
    Ok,

    /// <summary>Off, disabled, absent on purpose: grey.</summary>
    Off,

    /// <summary>Under way.</summary>
    Info,

    /// <summary>At risk: filled.</summary>
    Warn,

    /// <summary>Failed, breached: filled.</summary>
    Bad,

    /// <summary>In maintenance: filled, calm.</summary>
    Maintenance,
}

/// <summary>The one place that turns a <see cref="Tone"/> into a class and a default icon.</summary>
public static class Tones
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Plain => "plain",
        Tone.Ok => "ok",
        Tone.Off => "off",
        Tone.Info => "info",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        Tone.Maintenance => "maint",
    };

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Plain => Icons.Info,
        Tone.Ok => Icons.Ok,
        Tone.Off => Icons.Disabled,
        Tone.Info => Icons.Pending,
        Tone.Warn => Icons.Triangle,
        Tone.Bad => Icons.Octagon,
        Tone.Maintenance => Icons.Wrench,
    };
}
