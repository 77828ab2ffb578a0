namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>One character of a text screen with its colours, each a number in <see cref="Palette"/>.</summary>
readonly record struct Cell(char Glyph, byte Ink, byte Paper)
{
    /// <summary>The size of a cell in pixels.</summary>
    public const int Width = 8;

    public const int Height = 16;

    public static readonly Cell Blank = new(' ', Palette.Grey, Palette.Black);

    /// <summary>The same with its colours changed over: where the cursor stands.</summary>
    public Cell Reversed => new(Glyph, Paper, Ink);
}
