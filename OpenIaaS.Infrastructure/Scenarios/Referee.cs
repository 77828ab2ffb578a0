using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>What must be true of the order of events (Reliability 2.2, I4 to I6). It is told what happened, and remembers the first breach.</summary>
sealed class Referee
{
    readonly Dictionary<string, int> broken = [];
    readonly Dictionary<string, int> fenced = [];
    readonly HashSet<string> maintained = [];
    readonly Dictionary<string, (string Host, int Failure)> lostWith = [];
    readonly Dictionary<string, int> attempts = [];
    readonly Dictionary<string, TimeSpan> bestEffortAt = [];
    readonly Dictionary<string, DateTimeOffset> copiedUntil = [];
    readonly Dictionary<string, DateTimeOffset> copiedFor = [];

    /// <summary>The first breach, in a sentence that begins with its name; null while there is none.</summary>
    public string? Broken { get; private set; }

    /// <summary>A host lost its power, or what is down already breaks once more.</summary>
    public void HostBroken(string host) => broken[host] = broken.GetValueOrDefault(host) + 1;

    /// <summary>A host was found failed and fenced.</summary>
    public void HostFenced(string host) => fenced[host] = broken.GetValueOrDefault(host);

    /// <summary>A host takes no machines any more, or takes them again.</summary>
    public void HostTakes(string host, bool machines) => _ = machines ? maintained.Remove(host) : maintained.Add(host);

    /// <summary>A machine is started on a host, or moved to it.</summary>
    public void Placed(string machine, string host)
    {
        if (maintained.Contains(host)) Say("I3", $"{machine} was placed on {host}, which is in maintenance.");
    }

    /// <summary>A machine stopped: with its host, or, when that is null, by its user.</summary>
    public void Stopped(string machine, string? host)
    {
        attempts.Remove(machine);
        if (host is null) lostWith.Remove(machine);
        else lostWith[machine] = (host, broken.GetValueOrDefault(host));
    }

    /// <summary>An attempt to restart a machine.</summary>
    /// <param name="isRunning">Whether it runs or is being started at that moment.</param>
    public void Attempt(TimeSpan at, string machine, string pool, HighAvailabilityPriority priority, bool isRunning)
    {
        if (isRunning) Say("I1", $"{machine} was restarted while it was running.");
        if (!lostWith.TryGetValue(machine, out var lost)) Say("I5", $"{machine} was restarted, and no host had taken it down.");
        // What happened to the host after that failure does not matter: the machine was not on it any more.
        else if (fenced.GetValueOrDefault(lost.Host, -1) < lost.Failure) Say("I4", $"{machine} was restarted before {lost.Host} was fenced.");
        var count = attempts[machine] = attempts.GetValueOrDefault(machine) + 1;
        switch (priority)
        {
            case HighAvailabilityPriority.Disabled:
                Say("I5", $"{machine} was restarted; high availability is disabled for it.");
                break;
            case HighAvailabilityPriority.BestEffort:
                if (count > 1) Say("I5", $"{machine} was tried {count} times after one failure; it is best-effort.");
                bestEffortAt[pool] = at;
                break;
            case HighAvailabilityPriority.Restart:
                if (count == 1 && bestEffortAt.TryGetValue(pool, out var before) && before == at) Say("I5", $"{machine} was tried after a best-effort machine of the same failure.");
                break;
        }
    }

    /// <summary>A copy ended. One that failed may be made up for.</summary>
    /// <param name="tick">The tick it was for.</param>
    public void CopyEnded(string machine, DateTimeOffset tick, DateTimeOffset beganAt, DateTimeOffset endedAt, bool whole)
    {
        if (copiedUntil.TryGetValue(machine, out var until) && beganAt < until) Say("I6", $"Two copies of {machine} were under way.");
        if (copiedFor.TryGetValue(machine, out var before) && tick <= before) Say("I6", FormattableString.Invariant($"{machine} was copied twice for the tick at {tick:O}."));
        copiedUntil[machine] = endedAt;
        if (whole) copiedFor[machine] = tick;
    }

    void Say(string name, string sentence) => Broken ??= $"{name}: {sentence}";
}
