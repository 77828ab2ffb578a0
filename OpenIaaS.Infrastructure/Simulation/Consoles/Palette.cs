namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>The sixteen colours of a text screen, in the order of the escape sequences 30 to 37 and 90 to 97.</summary>
static class Palette
{
    public const byte Black = 0;
    public const byte Grey = 7;

    /// <summary>Red, green and blue of each, 0 to 255.</summary>
    public static readonly (byte Red, byte Green, byte Blue)[] Colours =
    [
        (10, 15, 14), (214, 84, 84), (82, 190, 120), (214, 160, 60), (86, 148, 226), (170, 130, 226), (70, 186, 180), (198, 206, 202),
        (104, 116, 111), (255, 128, 124), (124, 226, 156), (246, 206, 106), (136, 190, 255), (206, 178, 255), (122, 226, 218), (250, 253, 252),
    ];
}
