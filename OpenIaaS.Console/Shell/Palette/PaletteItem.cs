using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Compute.Palette;

namespace OpenIaaS.Console.Shell.Palette;

/// <summary>One line of the palette: something to do, a place to go to, or an object.</summary>
/// <param name="Key">Tells it from every other line of the list.</param>
public sealed record PaletteItem(string Key, string Icon, string Text)
{
    /// <summary>What stands beside its name, in grey.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The sentence of the rule that forbids it now, or null.</summary>
    public string? Refused { get; init; }

    /// <summary>Where it leads; null for what is done at once.</summary>
    public string? Href { get; init; }

    /// <summary>Does it; gives back why it was refused, or null.</summary>
    public Func<Task<IReadOnlyList<Problem>>>? Run { get; init; }

    /// <summary>It is asked for twice.</summary>
    public bool AsksOnce { get; init; }

    /// <summary>The object that it stands for and that can be taken as subject.</summary>
    public FoundObject? Found { get; init; }

    /// <summary>What it will do, worked out when it is chosen.</summary>
    public Func<CancellationToken, Task<PalettePreview>>? Preview { get; init; }
}

/// <summary>Lines under one heading.</summary>
public sealed record PaletteGroup(string Title, IReadOnlyList<PaletteItem> Items);

/// <summary>What a line will do, or what it is.</summary>
public sealed record PalettePreview(string Title, string Sentence, IReadOnlyList<(string Label, string Value)> Facts)
{
    public IReadOnlyList<(Tone Tone, string Text)> Notes { get; init; } = [];

    /// <summary>How it goes on after Enter.</summary>
    public string Foot { get; init; } = "";
}
