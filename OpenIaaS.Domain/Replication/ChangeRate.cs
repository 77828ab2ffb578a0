using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.Replication;

/// <summary>How much of a machine changes, as its copies of late measured it.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Name">Its name.</param>
/// <param name="BytesPerSecond">What 95 of 100 copies stayed below, 0 or more; see <see cref="OfCopies"/>. Null while none was measured.</param>
/// <param name="Content">The most a copy can take: all its disks.</param>
public sealed record ChangeRate(Id<VirtualMachine> Machine, string Name, double? BytesPerSecond, ByteSize Content)
{
    /// <summary>What is looked at: the copies of the last days. Enough for the busiest hour of each weekday.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>Which part of the copies a promise is held against, 0 to 1: one in twenty may be larger.</summary>
    public const double Share = 0.95;

    /// <summary>What a copy of the changes of an interval is expected to take.</summary>
    /// <param name="every">The interval, more than zero.</param>
    public ByteSize Delta(TimeSpan every)
    {
        var written = (BytesPerSecond ?? 0) * every.TotalSeconds;
        return written < Content.Bytes ? new ByteSize((long)Math.Ceiling(written)) : Content;
    }

    /// <summary>The rate of copies of changes, by the nearest rank.</summary>
    /// <param name="copies">What each took, and the time in which that had changed, more than zero.</param>
    /// <returns>Bytes a second that 95 of 100 copies stayed below; null when there is none.</returns>
    public static double? OfCopies(IEnumerable<(ByteSize Size, TimeSpan Span)> copies)
    {
        double[] rates = [.. copies.Where(copy => copy.Span > TimeSpan.Zero).Select(copy => copy.Size.Bytes / copy.Span.TotalSeconds).Order()];
        return rates.Length == 0 ? null : rates[(int)Math.Ceiling(Share * rates.Length) - 1];
    }
}
