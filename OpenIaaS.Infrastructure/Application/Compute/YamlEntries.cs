using YamlDotNet.Core.Events;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>A key of the first two levels of a document.</summary>
/// <param name="Value">Its value when that is a plain text or number.</param>
/// <param name="Parent">The key it stands under, or null at the root.</param>
sealed record YamlEntry(string Key, string? Value, string? Parent);

/// <summary>Picks the keys of the first two levels out of the events of a document.</summary>
sealed class YamlEntries
{
    string? parent;
    string? key;

    public List<YamlEntry> Found { get; } = [];

    public int Depth { get; private set; }

    public int Documents { get; private set; }

    /// <summary>Whether something else than a mapping stands at the root.</summary>
    public bool HasOtherRoot { get; private set; }

    public void Take(ParsingEvent here)
    {
        switch (here)
        {
            case DocumentStart:
                Documents++;
                break;
            // A document without content reads as one empty scalar.
            case Scalar { Value: "" } when Depth == 0:
                break;
            case Scalar or SequenceStart or AnchorAlias when Depth == 0:
                HasOtherRoot = true;
                Depth += here.NestingIncrease;
                break;
            case Scalar scalar when AtKeys:
                if (key is null) key = scalar.Value;
                else Add(scalar.Value);
                break;
            case AnchorAlias when AtKeys && key is not null:
                Add(null);
                break;
            case MappingStart or SequenceStart:
                Open(here is MappingStart);
                break;
            case MappingEnd or SequenceEnd:
                Depth--;
                if (Depth == 1) parent = null;
                break;
        }
    }

    bool AtKeys => Depth == 1 || (Depth == 2 && parent is not null);

    void Open(bool mapping)
    {
        var (name, top) = (key, Depth == 1);
        if (AtKeys && key is not null) Add(null);
        if (top) parent = mapping ? name : null;
        Depth++;
    }

    void Add(string? value)
    {
        Found.Add(new YamlEntry(key!, value, Depth == 1 ? null : parent));
        key = null;
    }
}
