using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.HighAvailability.Failures;

/// <summary>One host of a <see cref="PoolFailure"/>.</summary>
public sealed class FailedHost : IOwned
{
    FailedHost() => Name = "";

    /// <summary>Notes a host that was considered failed.</summary>
    /// <param name="failure">The failure it belongs to.</param>
    /// <param name="host">The host, failed already.</param>
    public FailedHost(PoolFailure failure, Host host)
        : this()
    {
        (FailureId, TenantId, HostId, Name, Cause) = (failure.Id, failure.TenantId, host.Id, host.Name, host.FailureCause);
        FailedAt = host.FailedAt!.Value;
        SilentSince = host.HeartbeatLostAt ?? FailedAt;
        // Where the fabric does not say when, it is known no later than the host counts as failed: that is what failed means.
        FencedAt = host.DownSince ?? FailedAt;
    }

    /// <summary>The failure; with <see cref="HostId"/>, its key.</summary>
    public Id<PoolFailure> FailureId { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The host.</summary>
    public Id<Host> HostId { get; private set; }

    /// <summary>Its name then.</summary>
    public string Name { get; private set; }

    /// <summary>When its heartbeat was last seen, UTC.</summary>
    public DateTimeOffset SilentSince { get; private set; }

    /// <summary>Since when nothing runs on it, UTC: it lost power, or fenced itself.</summary>
    public DateTimeOffset FencedAt { get; private set; }

    /// <summary>When it was considered failed, UTC.</summary>
    public DateTimeOffset FailedAt { get; private set; }

    /// <summary>Why, in a sentence, as far as it was known.</summary>
    public string? Cause { get; private set; }

    /// <summary>When its heartbeat was seen again, UTC; null while it is not.</summary>
    public DateTimeOffset? ReturnedAt { get; private set; }

    /// <summary>Notes that its heartbeat is seen again.</summary>
    public void Return(DateTimeOffset now) => ReturnedAt ??= now;
}
