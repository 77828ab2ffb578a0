namespace OpenIaaS.Console.Shared;

/// <summary>Names the domain's sentences for the localizer: keyed by the code of a problem or notice, or by "term" and a fixed word.</summary>
public sealed class ProblemText;
