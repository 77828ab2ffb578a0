namespace OpenIaaS.Infrastructure.Simulation.Consoles.Rfb;

/// <summary>
/// Makes keystrokes from what a viewer sends: key symbols (RFC 6143, 7.5.4), which say what character was meant, or the places of keys (QEMU's extended key
/// event), which the machine reads by its own layout, US.
/// </summary>
sealed class KeyTranslator
{
    const uint Unicode = 0x01000000;

    /// <summary>What the places of keys mean on a US keyboard, from the first place on: plain, then with Shift.</summary>
    static readonly (int From, string Plain, string Shifted)[] Places =
    [
        (0x02, "1234567890-=", "!@#$%^&*()_+"), (0x10, "qwertyuiop[]", "QWERTYUIOP{}"), (0x1E, "asdfghjkl;'`", "ASDFGHJKL:\"~"), (0x2B, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (0x39, " ", " "),
    ];

    static readonly Dictionary<uint, NamedKey> Named = new()
    {
        [0xFF0D] = NamedKey.Enter, [0xFF8D] = NamedKey.Enter, [0xFF08] = NamedKey.Backspace, [0xFFFF] = NamedKey.Delete, [0xFF9F] = NamedKey.Delete, [0xFF51] = NamedKey.Left, [0xFF52] = NamedKey.Up,
        [0xFF53] = NamedKey.Right, [0xFF54] = NamedKey.Down, [0xFF50] = NamedKey.Home, [0xFF57] = NamedKey.End, [0xFF09] = NamedKey.Tab, [0xFF1B] = NamedKey.Escape,
    };

    /// <summary>Characters whose symbols follow no rule: those of the keypad, and the French ones beyond Latin-1.</summary>
    static readonly Dictionary<uint, char> Special = new()
    {
        [0x13BC] = 'Œ', [0x13BD] = 'œ', [0x13BE] = 'Ÿ', [0x20AC] = '€', [0xFFAA] = '*', [0xFFAB] = '+', [0xFFAD] = '-', [0xFFAE] = '.', [0xFFAF] = '/',
    };

    bool control;
    bool alt;
    bool shift;
    bool capitals;

    /// <summary>A key goes down or up; the keystroke it is, or null when it is none.</summary>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="place">Its place, where the viewer sends places.</param>
    public Keystroke? Press(uint symbol, bool down, uint? place = null)
    {
        if (IsModifier(symbol, down) || !down) return null;
        if (Named.TryGetValue(symbol, out var named)) return named == NamedKey.Delete && control && alt ? Keystroke.Of(NamedKey.Reset) : Keystroke.Of(named);
        var character = place is { } there && AtPlace(there) is { } typed ? typed : Character(symbol);
        if (character is not { } meant) return null;
        return control && !alt ? Controlled(meant) : Keystroke.Of(meant);
    }

    static Keystroke? Controlled(char character) => char.ToLowerInvariant(character) switch
    {
        'a' => Keystroke.Of(NamedKey.Home),
        'c' => Keystroke.Of(NamedKey.Break),
        'd' => Keystroke.Of(NamedKey.Leave),
        'e' => Keystroke.Of(NamedKey.End),
        'h' => Keystroke.Of(NamedKey.Backspace),
        'l' => Keystroke.Of(NamedKey.Clear),
        'u' => Keystroke.Of(NamedKey.Erase),
        _ => null,
    };

    static char? Character(uint symbol) => symbol switch
    {
        >= 0x20 and <= 0x7E or >= 0xA0 and <= 0xFF => (char)symbol,
        >= 0xFFB0 and <= 0xFFB9 => (char)('0' + (symbol - 0xFFB0)),
        >= Unicode + 0x20 and <= Unicode + 0xFFFF => (char)(symbol - Unicode),
        _ => Special.TryGetValue(symbol, out var special) ? special : null,
    };

    char? AtPlace(uint place)
    {
        foreach (var (from, plain, shifted) in Places)
        {
            if (place < from || place >= from + plain.Length) continue;
            var key = plain[(int)place - from];
            return char.IsAsciiLetter(key) ? (shift != capitals ? char.ToUpperInvariant(key) : key) : (shift ? shifted : plain)[(int)place - from];
        }

        return null;
    }

    bool IsModifier(uint symbol, bool down)
    {
        switch (symbol)
        {
            case 0xFFE1 or 0xFFE2:
                shift = down;
                return true;
            case 0xFFE3 or 0xFFE4:
                control = down;
                return true;
            case 0xFFE9 or 0xFFEA or 0xFFE7 or 0xFFE8:
                alt = down;
                return true;
            case 0xFFE5:
                capitals ^= down;
                return true;
            default:
                return false;
        }
    }
}
