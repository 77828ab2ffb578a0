namespace OpenIaaS.Console.Shared;

/// <summary>What a meter measures, or how bad it stands.</summary>
public enum MeterColor
{
    Brand,
    Processor,
    Memory,
    Storage,
    Progress,
    Warn,
    Bad,
    Off,
}

static class MeterColors
{
    public static string Css(this MeterColor color) => color switch
    {
        MeterColor.Brand => "var(--brand)",
        MeterColor.Processor => "var(--cpu)",
        MeterColor.Memory => "var(--ram)",
        MeterColor.Storage => "var(--sto)",
        MeterColor.Progress => "var(--info-mark)",
        MeterColor.Warn => "var(--warn-mark)",
        MeterColor.Bad => "var(--bad-mark)",
        MeterColor.Off => "var(--line-2)",
    };
}
