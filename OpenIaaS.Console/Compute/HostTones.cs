using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute;

/// <summary>How a host's status looks, wherever it is drawn.</summary>
static class HostTones
{
    public static Tone Tone(this HostStatus status) => status switch
    {
        HostStatus.Connected => Shared.Tone.Ok,
        HostStatus.Evacuating or HostStatus.Maintenance => Shared.Tone.Maintenance,
        HostStatus.Failed => Shared.Tone.Bad,
    };
}
