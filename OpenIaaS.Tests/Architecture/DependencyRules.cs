namespace OpenIaaS.Tests.Architecture;

/// <summary>Who may know whom, as functions over what is there; each gives back the offences it found.</summary>
static class DependencyRules
{
    /// <summary>Names of assemblies that begin with none of <paramref name="allowed"/>.</summary>
    public static IEnumerable<string> Outside(IEnumerable<string> references, params string[] allowed) =>
        references.Where(name => !allowed.Any(start => Within(name, start)));

    /// <summary>Names of assemblies that begin with one of <paramref name="banned"/>.</summary>
    public static IEnumerable<string> Banned(IEnumerable<string> references, params string[] banned) =>
        references.Where(name => banned.Any(start => name.StartsWith(start, StringComparison.Ordinal)));

    /// <summary>Arrows from one folder into another one it must not know.</summary>
    /// <param name="root">The namespace both folders lie in.</param>
    public static IEnumerable<Arrow> Forbidden(IEnumerable<Arrow> arrows, string root, string folder, params string[] mayNotKnow) =>
        arrows.Where(arrow => Within(arrow.From, $"{root}.{folder}") && mayNotKnow.Any(other => Within(arrow.To, $"{root}.{other}")));

    /// <summary>Arrows to a database provider from anywhere but <paramref name="allowed"/>.</summary>
    public static IEnumerable<Arrow> ProviderNamed(IEnumerable<Arrow> arrows, params string[] allowed) =>
        arrows.Where(arrow => arrow.Assembly.StartsWith("Npgsql", StringComparison.Ordinal) || arrow.Assembly.Contains("Sqlite", StringComparison.Ordinal))
            .Where(arrow => !allowed.Any(place => Within(arrow.From, place)));

    /// <summary>Arrows between capabilities that are not in <paramref name="allowed"/>.</summary>
    /// <param name="common">Capabilities everybody may know.</param>
    public static IEnumerable<Arrow> CapabilityArrows(
        IEnumerable<Arrow> arrows, string root, IReadOnlyCollection<string> common, IReadOnlyCollection<(string From, string To)> allowed) =>
        from arrow in arrows
        let pair = (From: Folder(arrow.From, root), To: Folder(arrow.To, root))
        where pair is { From.Length: > 0, To.Length: > 0 } && pair.From != pair.To
        where !common.Contains(pair.To) && !allowed.Contains(pair)
        select arrow;

    /// <summary>The capabilities that reach themselves again.</summary>
    public static IEnumerable<string> Cycles(IReadOnlyCollection<(string From, string To)> arrows)
    {
        return arrows.Select(arrow => arrow.From).Distinct().Where(start => Reaches(start, start, []));

        bool Reaches(string from, string to, HashSet<string> seen) =>
            arrows.Where(arrow => arrow.From == from).Any(arrow => arrow.To == to || (seen.Add(arrow.To) && Reaches(arrow.To, to, seen)));
    }

    static string Folder(string name, string root) => Within(name, root) && name.Length > root.Length ? name[(root.Length + 1)..].Split('.') is [var folder, _, ..] ? folder : "" : "";

    static bool Within(string name, string place) => name == place || name.StartsWith(place + ".", StringComparison.Ordinal);
}
