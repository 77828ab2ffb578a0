namespace OpenIaaS.Console.Shell.Palette;

/// <summary>Names the texts of the palette for the localizer.</summary>
public sealed class PaletteText;
