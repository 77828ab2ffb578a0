using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Compute.Lab;

/// <summary>A scenario kept for a tenant. It is never changed, so that a link to it always plays the same; a change is saved as another one.</summary>
public sealed class SavedScenario : IOwned
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>The longest text, in characters (own bound: some 2,000 machines).</summary>
    public const int LongestText = 500_000;

    SavedScenario() => (Name, Text, Author) = ("", "", "");

    /// <summary>Keeps a scenario whose name and text have passed <see cref="Check"/> and which can be played.</summary>
    public SavedScenario(Id<SavedScenario> id, Id<Tenant> tenantId, string name, string text, string author, DateTimeOffset now) =>
        (Id, TenantId, Name, Text, Author, CreatedAt) = (id, tenantId, name, text, author, now);

    /// <summary>Its identity.</summary>
    public Id<SavedScenario> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>What it is called; several may be called the same.</summary>
    public string Name { get; private set; }

    /// <summary>The scenario as JSON, in the format of <c>scenarios/schema.json</c>.</summary>
    public string Text { get; private set; }

    /// <summary>The name of who saved it.</summary>
    public string Author { get; private set; }

    /// <summary>When it was saved, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Whether a scenario may be kept under a name.</summary>
    /// <returns><c>scenario.name</c>, <c>scenario.long</c>: every reason at once.</returns>
    public static Result Check(string name, string text)
    {
        List<Problem> found = [];
        if (name.Length is 0 or > LongestName) found.Add(Problem.Invalid("scenario.name", $"A scenario has a name of 1 to {LongestName} characters; this one has {name.Length}.", "Name"));
        if (text.Length > LongestText) found.Add(Problem.Invalid("scenario.long", $"A scenario has at most {LongestText} characters; this one has {text.Length}.", "Text"));
        return found;
    }
}
