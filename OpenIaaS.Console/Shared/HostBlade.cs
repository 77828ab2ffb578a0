namespace OpenIaaS.Console.Shared;

/// <summary>One blade of <see cref="HostBlades"/>: how full its memory is and how it stands.</summary>
/// <param name="Name">The host's name.</param>
/// <param name="Fill">Memory in use, from 0 to 1.</param>
/// <param name="Tone">Ok; <see cref="Tone.Bad"/> when failed (hatched); <see cref="Tone.Maintenance"/>; <see cref="Tone.Off"/> when the slot is empty (dashed).</param>
/// <param name="Href">Where a click leads, if anywhere.</param>
public sealed record HostBlade(string Name, double Fill, Tone Tone = Tone.Ok, string? Href = null);
