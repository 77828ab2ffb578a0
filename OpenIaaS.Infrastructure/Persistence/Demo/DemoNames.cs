namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>
/// The names of machines. Most are such as people give; some were taken over from a platform, where a name may hold anything: what would
/// break a table, a CSV file, a formula or a page stands here on purpose.
/// </summary>
static class DemoNames
{
    /// <summary>Every so many machines of a tenant one has a name that was taken over, until all were given once.</summary>
    const int Often = 4;

    /// <summary>After that one in so many has.</summary>
    const int Seldom = 97;

    public static IReadOnlyList<string> TakenOver { get; } =
    [
        "Comptabilité générale – été", "=SUM(A1:A9)", "🚀 rocket-01 🛰", "archive, old, do not touch", "the \"golden\" image", "first line\nsecond line",
        "<b>bold</b> & <script>alert(1)</script>", "+33 gateway", "-dash-first", "@import", "名前 サーバ 07", "خادم الملفات", " spaces around ", "tab\there",
        "O'Brien; DROP TABLE machines --", "100 % {0} {name} \\n",
    ];

    /// <summary>The name that was taken over for this machine of a tenant, or null when it has one that people gave.</summary>
    public static string? TakenOverAt(int index)
    {
        if (index % Often == Often - 1 && index / Often < TakenOver.Count) return TakenOver[index / Often];
        return index > Often * TakenOver.Count && index % Seldom == 0 ? $"{TakenOver[index / Seldom % TakenOver.Count]} {index}" : null;
    }
}
