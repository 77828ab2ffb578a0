namespace OpenIaaS.Tests.Architecture;

/// <summary>One type that knows another one.</summary>
/// <param name="From">Full name of the outermost type the code stands in.</param>
/// <param name="To">Full name of the outermost type it names.</param>
/// <param name="Assembly">Where <paramref name="To"/> comes from.</param>
sealed record Arrow(string From, string To, string Assembly)
{
    public override string ToString() => $"{From} → {To}";
}
