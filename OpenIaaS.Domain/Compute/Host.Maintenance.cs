using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <content>How a host is emptied on purpose and taken back (Console specification 2.16: maintenance evacuates machines).</content>
public sealed partial class Host
{
    /// <summary>How many hosts of a pool must stay connected: one is its master, and takes the machines.</summary>
    const int LeastConnected = 1;

    /// <summary>Whether it can be emptied for maintenance, apart from what runs on it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="status">Whether it can run machines.</param>
    /// <param name="otherConnected">How many other hosts of its pool are connected; one of them becomes master and takes its machines.</param>
    /// <returns><c>host.in-maintenance</c>, <c>host.evacuating</c>, <c>host.failed</c> or <c>host.last-connected</c>.</returns>
    public static Result CanBeginMaintenance(string name, HostStatus status, int otherConnected) => status switch
    {
        HostStatus.Maintenance => Problem.Conflict("host.in-maintenance", $"{name} is in maintenance already."),
        HostStatus.Evacuating => Evacuating(name),
        HostStatus.Failed => Problem.Conflict("host.failed", $"{name} has failed; it can go into maintenance once it is connected again."),
        HostStatus.Connected when otherConnected < LeastConnected =>
            Problem.Conflict("host.last-connected", $"A pool needs at least {LeastConnected} connected host besides one in maintenance; {name} is the last one of its pool."),
        HostStatus.Connected => Result.Success,
    };

    /// <summary>Whether it can be taken out of maintenance.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="status">Whether it can run machines.</param>
    /// <returns><c>host.evacuating</c>, <c>host.broken-in-maintenance</c> or <c>host.not-in-maintenance</c>.</returns>
    public static Result CanEndMaintenance(string name, HostStatus status) => status switch
    {
        HostStatus.Maintenance => Result.Success,
        HostStatus.Evacuating => Evacuating(name),
        HostStatus.Failed => Problem.Conflict("host.broken-in-maintenance", $"{name} has failed; once it is repaired it comes back to what it was, and can leave maintenance then."),
        HostStatus.Connected => Problem.Conflict("host.not-in-maintenance", $"{name} is not in maintenance; it is connected."),
    };

    /// <summary>Begins to empty it, after the same check as <see cref="CanBeginMaintenance"/>: from now on nothing new is placed on it.</summary>
    /// <param name="otherConnected">How many other hosts of its pool are connected.</param>
    public Result BeginMaintenance(int otherConnected)
    {
        var check = CanBeginMaintenance(Name, Status, otherConnected);
        if (check.Ok) Status = HostStatus.Evacuating;
        return check;
    }

    /// <summary>Notes that it is empty. One that broke on the way is in maintenance once it is repaired.</summary>
    /// <param name="now">The present, UTC.</param>
    public void EnterMaintenance(DateTimeOffset now)
    {
        MaintenanceSince ??= now;
        if (Status != HostStatus.Failed) Status = HostStatus.Maintenance;
    }

    /// <summary>Notes that it could not be emptied: it takes machines again, unless it broke meanwhile.</summary>
    public void AbandonMaintenance()
    {
        if (Status == HostStatus.Evacuating) Status = HostStatus.Connected;
    }

    /// <summary>Takes it back: it is connected and takes machines, unless it broke meanwhile.</summary>
    public void EndMaintenance()
    {
        MaintenanceSince = null;
        if (Status == HostStatus.Maintenance) Status = HostStatus.Connected;
    }

    static Problem Evacuating(string name) => Problem.Conflict("host.evacuating", $"{name} is being emptied for maintenance; wait until that has ended.");
}
