using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication;

namespace OpenIaaS.Infrastructure.Application.Compute.Palette;

/// <summary>An object as the palette shows it: enough to say what it is, where it is and how to get there.</summary>
public sealed record FoundObject
{
    public FoundKind Kind { get; init; }

    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Where it is: its zone and pool, its storage, its machine; empty for what is nowhere.</summary>
    public string Place { get; init; } = "";

    /// <summary>The address that was found when it was not the name: an IPv4, a MAC address or its own identity.</summary>
    public string Address { get; init; } = "";

    /// <summary>What its page is found by: the machine of a disk or of a replica, the pool of a host.</summary>
    public Guid? Of { get; init; }

    /// <summary>Of a machine alone.</summary>
    public PowerState? Power { get; init; }

    /// <summary>Of a machine alone.</summary>
    public PendingAction Pending { get; init; }

    /// <summary>Of a machine alone: its replica, where it has one.</summary>
    public Id<Replica>? Replica { get; init; }

    /// <summary>The number of a ticket or of an activity.</summary>
    public long? Number { get; init; }

    /// <summary>Of an activity alone: its type.</summary>
    public string Type { get; init; } = "";

    /// <summary>Of an activity alone: what it was about.</summary>
    public string Noun { get; init; } = "";

    /// <summary>How well it answers: 0 as a whole, 1 by its beginning, 2 by the beginning of one of its words, 3 somewhere.</summary>
    /// <param name="text">What was typed, trimmed.</param>
    public int Rank(string text) => Math.Min(
        Number is { } number && text.TrimStart('#') == $"{number}" ? 0 : 3, Math.Min(Rank(Name, text), Rank(Address, text)));

    static int Rank(string name, string text)
    {
        var at = name.IndexOf(text, StringComparison.OrdinalIgnoreCase);
        if (at == 0) return name.Length == text.Length ? 0 : 1;
        while (at > 0)
        {
            if (!char.IsLetterOrDigit(name[at - 1])) return 2;
            at = name.IndexOf(text, at + 1, StringComparison.OrdinalIgnoreCase);
        }

        return 3;
    }
}
