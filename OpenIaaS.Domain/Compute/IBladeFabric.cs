using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>The blades in their chassis.</summary>
public interface IBladeFabric
{
    /// <summary>How long a heartbeat may be missing before a host counts as failed, in the fabric's own time (a simulator running faster shortens it).</summary>
    TimeSpan HeartbeatTimeOut { get; }

    /// <summary>What every blade is doing now.</summary>
    Task<IReadOnlyList<HostObservation>> ObserveAsync(CancellationToken stop);

    /// <summary>The service profile of every blade, and whether it is associated now.</summary>
    Task<IReadOnlyDictionary<Id<Host>, ServiceProfile>> ProfilesAsync(CancellationToken stop);

    /// <summary>Breaks a blade: it loses power at once, and with it every machine on it. On real hardware this is refused.</summary>
    /// <returns><c>not-found</c>, or <c>blade.already-failed</c>.</returns>
    Task<Result> FailAsync(Id<Host> host, CancellationToken stop);

    /// <summary>Repairs a blade: it boots and its heartbeat is seen again after the time a boot takes.</summary>
    /// <returns><c>not-found</c>, or <c>blade.not-failed</c>.</returns>
    Task<Result> RepairAsync(Id<Host> host, CancellationToken stop);
}
