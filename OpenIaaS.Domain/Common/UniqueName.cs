namespace OpenIaaS.Domain.Common;

/// <summary>Names that must be unique are compared without regard to case, in their upper-case form.</summary>
public static class UniqueName
{
    /// <summary>Whether a name is still free.</summary>
    /// <param name="name">The name asked for.</param>
    /// <param name="taken">The names in use, in any case.</param>
    /// <param name="noun">What is named: <c>replication policy</c>.</param>
    /// <param name="field">The input it was typed into.</param>
    /// <returns><c>name.taken</c>.</returns>
    public static Result Check(string name, IEnumerable<string> taken, string noun, string field = "Name") =>
        taken.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? Problem.Conflict("name.taken", $"There is already a {new Term(noun)} called {name}; choose another name.", field)
            : Result.Success;
}
