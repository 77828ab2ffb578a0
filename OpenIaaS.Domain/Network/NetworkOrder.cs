using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Network;

/// <summary>An order of new networks: names are chosen, VLAN IDs are not (Console specification 2.25).</summary>
public static class NetworkOrder
{
    /// <summary>The most networks of one order: 20 (Console specification 3.1).</summary>
    public const int Most = 20;

    /// <summary>The longest name, in characters (our own bound).</summary>
    public const int LongestName = 64;

    /// <summary>Whether networks may be ordered under these names.</summary>
    /// <param name="names">The names, without blanks around them.</param>
    /// <param name="taken">The names of the networks the tenant has.</param>
    /// <param name="field">The input they were typed into.</param>
    /// <returns><c>network.none</c>, <c>network.too-many</c>, <c>network.name-empty</c>, <c>network.name-too-long</c>, <c>network.name-control</c>, <c>network.name-twice</c> or <c>network.name-taken</c>: every reason at once.</returns>
    public static Result Check(IReadOnlyList<string> names, IEnumerable<string> taken, string field = "Names")
    {
        List<Problem> found = [];
        if (names.Count == 0) found.Add(Problem.Invalid("network.none", $"Name at least one network.", field));
        if (names.Count > Most) found.Add(Problem.Invalid("network.too-many", $"At most {Most} networks are ordered at once; {names.Count} were named.", field));
        var known = taken.Select(BackboneNetwork.KeyOf).ToHashSet();
        HashSet<string> seen = [];
        foreach (var name in names)
            if (OneOf(name, known, seen, field) is { } problem) found.Add(problem);
        return found;
    }

    static Problem? OneOf(string name, HashSet<string> known, HashSet<string> seen, string field)
    {
        if (string.IsNullOrWhiteSpace(name)) return Problem.Invalid("network.name-empty", $"The name of a network has at least one character.", field);
        if (name.Length > LongestName) return Problem.Invalid("network.name-too-long", $"The name of a network has at most {LongestName} characters; one has {name.Length}.", field);
        if (name.Any(char.IsControl)) return Problem.Invalid("network.name-control", $"The name of a network is one line of text, without tabs or line breaks.", field);
        var key = BackboneNetwork.KeyOf(name);
        if (!seen.Add(key)) return Problem.Invalid("network.name-twice", $"The name {name} stands there twice.", field);
        return known.Contains(key) ? Problem.Conflict("network.name-taken", $"There is a network {name} in this tenant already.", field) : null;
    }
}
