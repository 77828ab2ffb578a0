using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>How far somebody who follows the activities of a tenant has read.</summary>
/// <param name="Sequence">The newest activity they know of.</param>
/// <param name="At">When they read last, UTC.</param>
public sealed record ActivityMark(long Sequence, DateTimeOffset At)
{
    /// <summary>As text: <c>1204-1795444800000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}-{At.ToUnixTimeMilliseconds()}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ActivityMark? mark)
    {
        mark = text?.Split('-') is [var sequence, var at]
            && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new ActivityMark(number, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;
        return mark is not null;
    }
}
