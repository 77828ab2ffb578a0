using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace OpenIaaS.Console.Shared;

/// <summary>
/// A state as icon and word, never as colour alone. Quiet when fine, filled when it needs somebody.
/// Markup and not a component, for the reason of <see cref="Glyph"/>; the word is encoded here, so names may stand in it.
/// </summary>
public static class StatusLabel
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="tone">The colour, and the icon when none is given.</param>
    /// <param name="word">The state in words, already in the reader's language: a colour is not a statement.</param>
    /// <param name="icon">The icon, when it is not the tone's own (play for a powered-on machine).</param>
    /// <param name="quiet">Never filled, even when bad: for lists of many.</param>
    /// <param name="loud">Filled even when fine: for the one result somebody waited for.</param>
    public static MarkupString Of(Tone tone, string word, string? icon = null, bool quiet = false, bool loud = false) =>
        new($"<span class=\"st {tone.Css()}{(quiet ? " quiet" : "")}{(loud ? " loud" : "")}\">{Glyph.Small(icon ?? tone.Icon())}<span>{Encoder.Encode(word)}</span></span>");
}
