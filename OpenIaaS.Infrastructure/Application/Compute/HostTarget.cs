using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>How activities name a host.</summary>
static class HostTarget
{
    public const string Noun = "host";

    public static ActivityTarget Of(Host host) => new(Noun, host.Id.Value, host.Name);
}
