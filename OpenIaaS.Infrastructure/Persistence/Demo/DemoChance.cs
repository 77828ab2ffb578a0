using OpenIaaS.Domain.Common;

namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>The draws of the demo world, each named by what it is about.</summary>
sealed class DemoChance(long seed)
{
    public bool Happens(string key, string purpose, double share) => Draw.Unit(seed, key, purpose, 0) < share;

    /// <summary>A whole number, both bounds included.</summary>
    public long Between(string key, string purpose, long least, long most, long ordinal = 0) => Draw.Range(seed, key, purpose, ordinal, least, most);

    public double Share(string key, string purpose, double least, double most, long ordinal = 0) => Draw.Range(seed, key, purpose, ordinal, least, most);

    public T Of<T>(string key, string purpose, IReadOnlyList<T> choices) => choices[(int)Between(key, purpose, 0, choices.Count - 1)];
}
