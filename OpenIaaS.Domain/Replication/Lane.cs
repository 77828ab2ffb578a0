namespace OpenIaaS.Domain.Replication;

/// <summary>The machines of one policy whose copies take the same link, and what is left of the link for them.</summary>
/// <param name="Megabits">What the link carries in Mbit/s; 0 where no link joins the zones.</param>
/// <param name="Others">What the copies of other policies take of it on average, in Mbit/s, 0 or more.</param>
/// <param name="Latency">Its latency.</param>
/// <param name="Machines">The machines, measured or not.</param>
public sealed record Lane(double Megabits, double Others, TimeSpan Latency, IReadOnlyList<ChangeRate> Machines)
{
    /// <summary>What is left for each machine while all of them copy at once, as they do when they were associated together, in Mbit/s: copies share a link equally.</summary>
    public double Share => Math.Max(0, Megabits - Others) / Math.Max(1, Machines.Count);
}
