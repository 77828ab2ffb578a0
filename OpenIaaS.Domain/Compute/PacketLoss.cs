namespace OpenIaaS.Domain.Compute;

/// <summary>What lost packets leave of a link to one copy, which is one TCP connection.</summary>
public static class PacketLoss
{
    /// <summary>The payload of a full TCP segment in bytes: Ethernet's 1,500 less the headers of IPv4 and TCP.</summary>
    public const int Segment = 1460;

    /// <summary>The least round-trip time counted, in milliseconds: no two zones are nearer than this.</summary>
    public const double LeastLatency = 0.1;

    /// <summary>
    /// The bits a second that TCP keeps up, or no limit without loss. Source: Mathis, Semke, Mahdavi, Ott, "The Macroscopic Behavior of the TCP
    /// Congestion Avoidance Algorithm" (1997): segment / round-trip time x sqrt(3/2) / sqrt(p). It is for losses that come singly; newer
    /// algorithms (CUBIC, BBR) keep up more.
    /// </summary>
    /// <param name="percent">How many of a hundred packets are lost.</param>
    public static double BitsPerSecond(double latencyMilliseconds, double percent) =>
        percent <= 0 ? double.PositiveInfinity : Segment * 8 / (Math.Max(latencyMilliseconds, LeastLatency) / 1000) * Math.Sqrt(1.5 / (percent / 100));
}
