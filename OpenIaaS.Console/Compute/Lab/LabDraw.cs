using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.Lab;

/// <summary>What every drawing of the map needs: text, numbers as SVG writes them, the tone and the class of a state.</summary>
static class LabDraw
{
    /// <summary>The width of a zone's drawing; objects are placed from 0 to <see cref="Inner"/>.</summary>
    public const int Width = 364;

    public const int Inner = 344;

    public const int Margin = 10;

    /// <summary>A line of text. (A <c>text</c> element cannot be written in a template: there the word means something else.)</summary>
    public static RenderFragment Text(double x, double y, string css, string text, bool end = false) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", Number(x));
        builder.AddAttribute(2, "y", Number(y));
        builder.AddAttribute(3, "class", css);
        if (end) builder.AddAttribute(4, "text-anchor", "end");
        builder.AddContent(5, text);
        builder.CloseElement();
    };

    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    public static string Css(this HardwareHealth health) => health switch
    {
        HardwareHealth.Healthy => "ok",
        HardwareHealth.Failed => "bad",
        HardwareHealth.Degraded => "warn",
        HardwareHealth.Rebuilding => "info",
        HardwareHealth.Replace => "warn",
    };

    public static string Css(this HostStatus status) => status switch
    {
        HostStatus.Connected => "ok",
        HostStatus.Failed => "bad",
        HostStatus.Evacuating or HostStatus.Maintenance => "info",
    };

    public static Tone Tone(this FaultSeverity severity) => severity switch
    {
        FaultSeverity.Critical or FaultSeverity.Major => Shared.Tone.Bad,
        FaultSeverity.Minor or FaultSeverity.Warning => Shared.Tone.Warn,
        FaultSeverity.Info => Shared.Tone.Info,
        FaultSeverity.Cleared => Shared.Tone.Ok,
    };

    public static Tone Tone(this HardwareHealth health) => health switch
    {
        HardwareHealth.Healthy => Shared.Tone.Ok,
        HardwareHealth.Failed => Shared.Tone.Bad,
        HardwareHealth.Degraded => Shared.Tone.Warn,
        HardwareHealth.Rebuilding => Shared.Tone.Info,
        HardwareHealth.Replace => Shared.Tone.Warn,
    };
}
