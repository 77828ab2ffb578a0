using System.Globalization;
using System.Text;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <content>How it may be called, what it may hold, how many there may be, and who may change it.</content>
public sealed partial class SavedView
{
    /// <summary>Whether a view may be called <paramref name="name"/>, any language's letters included.</summary>
    /// <returns><c>view.name</c> or <c>view.name-characters</c>.</returns>
    public static Result CheckName(string name)
    {
        var length = name.EnumerateRunes().Count();
        if (string.IsNullOrWhiteSpace(name) || length > LongestName)
            return Problem.Invalid("view.name", $"A view has a name of 1 to {LongestName} characters; this one has {(string.IsNullOrWhiteSpace(name) ? 0 : length)}.", "Name");
        foreach (var rune in name.EnumerateRunes())
            if (!IsSeen(rune))
                return Problem.Invalid("view.name-characters", $"The name of a view is one line of characters that can be seen; {CodeOf(rune)} cannot.", "Name");
        return Result.Success;
    }

    /// <summary>Whether a view may hold this: printable characters as they stand in an address.</summary>
    /// <returns><c>view.query-long</c> or <c>view.query-characters</c>.</returns>
    public static Result CheckQuery(string query)
    {
        if (query.Length > LongestQuery)
            return Problem.Invalid("view.query-long", $"A view holds filters of at most {LongestQuery} characters; these have {query.Length}. Choose fewer values.", "Query");
        return query.All(sign => char.IsBetween(sign, '!', '~') && sign is not ('#' or '?'))
            ? Result.Success
            : Problem.Invalid("view.query-characters", $"What a view shows is written as in an address: without spaces, # and ?, and other characters as percent codes.", "Query");
    }

    /// <summary>Whether there is room for one more.</summary>
    /// <param name="held">How many views of the list its holder has.</param>
    /// <param name="shared">Whether the holder is the tenant.</param>
    /// <returns><c>view.too-many</c> or <c>view.too-many-shared</c>.</returns>
    public static Result CheckRoom(int held, bool shared) => (shared, held) switch
    {
        (true, >= MostOfTenant) => Problem.Conflict("view.too-many-shared", $"A tenant keeps at most {MostOfTenant} views of a list for all, and there are {held}; delete one first."),
        (false, >= MostOfPerson) => Problem.Conflict("view.too-many", $"A person keeps at most {MostOfPerson} views of a list, and you have {held}; delete one first."),
        _ => Result.Success,
    };

    /// <summary>Whether the caller may keep or change views for all, or only views of their own.</summary>
    /// <returns><c>permission.missing</c>.</returns>
    public static Result MayHold(Caller caller, bool shared) => !shared || caller.May(Sharing) ? Result.Success : Problem.Forbidden(Sharing);

    /// <summary>Whether the caller may change or delete it: one's own always, one of the tenant with <see cref="Sharing"/>, another person's never.</summary>
    /// <returns><c>permission.missing</c> or <c>view.of-another</c>.</returns>
    public Result MayChange(Caller caller)
    {
        if (IsShared) return MayHold(caller, shared: true);
        return HolderId == caller.UserId ? Result.Success : Problem.Conflict("view.of-another", $"The view {Name} is {Author}’s own; save it under a name of your own to change it.");
    }

    static string CodeOf(Rune rune) => "U+" + rune.Value.ToString("X4", CultureInfo.InvariantCulture);

    // Not the category alone: what turns the direction of a line or joins letters without a width hides what a name says.
    static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
