namespace OpenIaaS.Console.Shared;

/// <summary>A message at the bottom right.</summary>
/// <param name="Tone">Ok leaves after 6 s; Info stays while <paramref name="Progress"/> runs; Warn and Bad stay until closed.</param>
/// <param name="Title">What happened to what.</param>
/// <param name="Sentence">One sentence more, if there is one.</param>
/// <param name="Href">Link to the thing.</param>
/// <param name="LinkText">Its words.</param>
/// <param name="Progress">From 0 to 1 while an activity runs; null without one.</param>
public sealed record Toast(Tone Tone, string Title, string? Sentence = null, string? Href = null, string? LinkText = null, double? Progress = null);
