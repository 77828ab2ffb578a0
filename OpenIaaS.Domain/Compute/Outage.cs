using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Compute;

/// <summary>Something of a tenant that was not there for a while. One subject has one outage of a scope at a time.</summary>
public sealed class Outage : IOwned
{
    Outage() => SubjectName = "";

    /// <summary>Begins an outage.</summary>
    /// <param name="tenantId">Whose it is.</param>
    /// <param name="scope">What it takes.</param>
    /// <param name="subjectId">The pool, the host or the block storage.</param>
    /// <param name="subjectName">Its name then.</param>
    /// <param name="from">Since when it is not there, UTC.</param>
    public Outage(Id<Tenant> tenantId, OutageScope scope, Guid subjectId, string subjectName, DateTimeOffset from) =>
        (TenantId, Scope, SubjectId, SubjectName, From) = (tenantId, scope, subjectId, subjectName, from);

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>What it takes; with <see cref="SubjectId"/> and <see cref="From"/>, its key.</summary>
    public OutageScope Scope { get; private set; }

    /// <summary>The pool, the host or the block storage.</summary>
    public Guid SubjectId { get; private set; }

    /// <summary>Its name when it began.</summary>
    public string SubjectName { get; private set; }

    /// <summary>Since when it was not there, UTC.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>Until when, UTC; null while it lasts.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>It is there again.</summary>
    public void End(DateTimeOffset now) => Until ??= now < From ? From : now;

    /// <summary>How much of it falls between two moments.</summary>
    public TimeSpan Within(DateTimeOffset from, DateTimeOffset until)
    {
        var (begin, end) = (From > from ? From : from, Until is { } ended && ended < until ? ended : until);
        return end > begin ? end - begin : TimeSpan.Zero;
    }
}
