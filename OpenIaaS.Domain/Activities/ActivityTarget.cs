namespace OpenIaaS.Domain.Activities;

/// <summary>What an activity is about. Two activities on the same target never run at once.</summary>
/// <param name="Noun">What it is, in the words of the product: <c>virtual machine</c>.</param>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Its name when the activity was accepted.</param>
public sealed record ActivityTarget(string Noun, Guid Id, string Name);
