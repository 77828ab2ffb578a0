using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Api;

/// <summary>Ids that a body must give.</summary>
static class BodyIds
{
    /// <summary>A required id of a body; empty when it cannot be read.</summary>
    /// <param name="found">Takes why it cannot be read.</param>
    public static Id<T> Read<T>(string? text, string field, string noun, List<Problem> found)
    {
        if (Id<T>.TryParse(text, null, out var id)) return id;
        found.Add(string.IsNullOrEmpty(text) ? Given.Missing(field) : Problem.NotFound(noun, text).On(field));
        return default;
    }
}
