using System.Collections.Frozen;

namespace OpenIaaS.Domain.Identity;

/// <summary>
/// Passwords of twelve characters and more that are tried first: words everybody uses with the endings everybody adds, rows of the keyboard,
/// repetitions. Made by rule, so that the list can be read and needs no network.
/// </summary>
static class CommonPasswords
{
    static readonly string[] Words =
    [
        "password", "passwort", "motdepasse", "welcome", "bienvenue", "administrator", "administrateur", "admin", "changeme", "letmein", "iloveyou", "qwerty",
        "azerty", "qwertyuiop", "azertyuiop", "sunshine", "princess", "football", "baseball", "superman", "batman", "dragon", "monkey", "master", "secret",
        "computer", "internet", "starwars", "trustno1", "whatever", "chocolate", "michael", "jordan", "soleil", "doudou", "marseille", "paris", "france",
        "openiaas", "openiaasconsole", "console", "cloud", "server", "serveur", "xen", "hypervisor", "datacenter", "virtualmachine", "company", "entreprise",
        "summer", "winter", "spring", "autumn", "printemps", "hiver",
    ];

    static readonly string[] Rows = ["qwertyuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "wxcvbn", "1234567890", "0123456789", "abcdefghijklmnopqrstuvwxyz"];

    static readonly string[] Endings =
        ["", "1", "12", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "!", "!!", "!!!", "1!", "123!", "@123", "01", "007", "69", "00", "000", "0000", "2024", "2025", "2026", "2027", "2024!", "2025!", "2026!", "2027!"];

    static readonly FrozenSet<string> All = Build();

    /// <summary>How many there are.</summary>
    public static int Count => All.Count;

    /// <summary>Whether a password is one of them, whatever its case.</summary>
    public static bool Contains(string password) => All.Contains(password) || password.Distinct().Count() < 4;

    static FrozenSet<string> Build()
    {
        var all = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in Words)
            foreach (var ending in Endings)
            {
                all.Add(word + ending);
                all.Add(ending + word);
                all.Add(word + word + ending);
                all.Add(word.Replace('a', '@').Replace('o', '0') + ending);
            }

        foreach (var first in Rows)
            foreach (var second in Rows)
                for (var cut = 1; cut <= second.Length; cut++)
                    all.Add(first + second[..cut]);
        for (var length = PasswordRule.Shortest; length <= 26; length++) all.Add(Rows[^1][..length]);
        all.RemoveWhere(password => password.Length < PasswordRule.Shortest);
        return all.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
