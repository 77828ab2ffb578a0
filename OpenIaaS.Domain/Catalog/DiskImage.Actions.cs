using System.Text.RegularExpressions;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <content>How it comes into the catalog, and when it may leave it.</content>
public sealed partial class DiskImage
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = UploadFile.LongestName;

    /// <summary>The longest description, in characters (own bound).</summary>
    public const int LongestDescription = 500;

    /// <summary>The longest name of an operating system, in characters (own bound).</summary>
    public const int LongestGuestSystem = 100;

    /// <summary>How many machines a refusal names at the most.</summary>
    const int MostNamed = 5;

    /// <summary>Whether a disk image may be called and described so.</summary>
    /// <param name="name">The name asked for: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, without spaces (Console specification 2.15).</param>
    /// <param name="description">What it installs.</param>
    /// <param name="taken">The names of the other disk images of the pool.</param>
    /// <returns><c>image.name</c>, <c>image.name-long</c>, <c>name.taken</c> and <c>image.description-long</c>.</returns>
    public static Result CheckName(string name, string description, IEnumerable<string> taken)
    {
        List<Problem> found = [];
        if (name.Length > LongestName) found.Add(Problem.Invalid("image.name-long", $"The name of a disk image has at most {LongestName} characters; this one has {name.Length}.", "Name"));
        else if (!Allowed().IsMatch(name)) found.Add(Problem.Invalid("image.name", $"The name of a disk image has letters, digits, hyphens, underscores and dots, and no spaces.", "Name"));
        else found.AddRange(UniqueName.Check(name, taken, "disk image").Problems);
        if (description.Length > LongestDescription) found.Add(Problem.Invalid("image.description-long", $"A description has at most {LongestDescription} characters; this one has {description.Length}.", "Description"));
        return found;
    }

    /// <summary>A name that is free: the one given, or the same with a number before its ending.</summary>
    /// <param name="name">The name it is to have.</param>
    /// <param name="taken">The names of the others.</param>
    public static string FreeName(string name, IReadOnlyCollection<string> taken)
    {
        var (stem, ending) = name.EndsWith(".iso", StringComparison.OrdinalIgnoreCase) ? (name[..^4], name[^4..]) : (name, "");
        var free = name;
        for (var number = 2; taken.Contains(free, StringComparer.OrdinalIgnoreCase); number++) free = $"{stem}-{number}{ending}";
        return free;
    }

    /// <summary>Notes what was read in the file it is made of.</summary>
    public void Describe(DiskImageFormat format, string label) => (Format, Label, GuestSystem) = (format, label, InstallMedium.SystemOf(label, Name));

    /// <summary>Whether an operating system may be called so.</summary>
    /// <returns><c>image.system-long</c>.</returns>
    public static Result CheckGuestSystem(string system) => system.Length <= LongestGuestSystem
        ? Result.Success
        : Problem.Invalid("image.system-long", $"The name of an operating system has at most {LongestGuestSystem} characters; {system.Length} were given.", nameof(GuestSystem));

    /// <summary>Says what it installs, after <see cref="CheckGuestSystem"/>; empty when that is not known.</summary>
    public void Install(string system) => GuestSystem = system;

    /// <summary>Whether it may be deleted: no machine has it in its drive (Console specification 2.15), and its storage can be reached.</summary>
    /// <param name="mounting">The names of the machines that have it in their drive, or are about to.</param>
    /// <param name="storage">The name of the block storage it lies on.</param>
    /// <param name="isConnected">Whether that can be reached.</param>
    /// <returns><c>image.mounted</c>, <c>image.mounted-many</c> or <c>storage.disconnected</c>.</returns>
    public Result CanDelete(IReadOnlyList<string> mounting, string storage, bool isConnected)
    {
        if (mounting.Count > MostNamed)
            return Problem.Conflict("image.mounted-many", $"{Name} is in the DVD drives of {mounting.Count} machines, {string.Join(", ", mounting.Take(MostNamed))} and others; eject it there first.");
        if (mounting.Count > 0) return Problem.Conflict("image.mounted", $"{Name} is in the DVD drive of {string.Join(", ", mounting)}; eject it there first.");
        return isConnected ? Result.Success : Problem.Conflict("storage.disconnected", $"The block storage {storage} is disconnected.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex Allowed();
}
