using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// One icon, hidden from readers: the word beside it, or the button around it, has the name.
/// A piece of markup and not a component: a page has some two hundred, and each component keeps 1.7 KiB for as long as the page is open.
/// </summary>
public static class Glyph
{
    static readonly ConcurrentDictionary<(string Icon, string Css), MarkupString> Drawn = new();

    public static MarkupString Of(string icon) => Of(icon, "i");

    public static MarkupString Small(string icon) => Of(icon, "i s");

    public static MarkupString Large(string icon) => Of(icon, "i l");

    /// <param name="icon">One of <see cref="Shell.IconSet"/>.</param>
    /// <param name="css">The classes, which decide the size.</param>
    public static MarkupString Of(string icon, string css) => Drawn.GetOrAdd((icon, css), static key =>
        new($"<svg class=\"{key.Css}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{key.Icon}</svg>"));
}
