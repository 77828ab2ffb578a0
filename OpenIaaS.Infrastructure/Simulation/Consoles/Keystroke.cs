namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>A key that was pressed: a character, or one of the named keys.</summary>
readonly record struct Keystroke(char Character, NamedKey Key)
{
    public static Keystroke Of(char character) => new(character, NamedKey.None);

    public static Keystroke Of(NamedKey key) => new('\0', key);
}

enum NamedKey
{
    None,
    Enter,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    Tab,
    Escape,

    /// <summary>Ctrl+C.</summary>
    Break,

    /// <summary>Ctrl+D.</summary>
    Leave,

    /// <summary>Ctrl+L.</summary>
    Clear,

    /// <summary>Ctrl+U.</summary>
    Erase,

    /// <summary>Ctrl+Alt+Del.</summary>
    Reset,
}
