using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

/// <summary>Which failures a list shows; what is null filters nothing.</summary>
/// <param name="Pool">Those of one pool.</param>
/// <param name="Host">Those one host was part of.</param>
/// <param name="Machine">Those one machine went down in.</param>
/// <param name="IsRunning">Those in which a machine waits, or those in which none does.</param>
/// <param name="From">Those found at this moment or later, UTC.</param>
/// <param name="Until">Those found before this moment, UTC.</param>
public sealed record FailureFilter(
    Id<Pool>? Pool = null, Id<Host>? Host = null, Id<VirtualMachine>? Machine = null, bool? IsRunning = null, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public bool Any => this != new FailureFilter();
}
