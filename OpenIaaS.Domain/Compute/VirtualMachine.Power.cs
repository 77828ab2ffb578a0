using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Domain.Compute;

/// <content>Shutting down with a limit, and starting in spite of an address that another machine has.</content>
public sealed partial class VirtualMachine
{
    /// <summary>The shortest time a guest is given to end by itself: 10 s (own bound: less is as good as none).</summary>
    public static readonly TimeSpan ShortestForceDelay = TimeSpan.FromSeconds(10);

    /// <summary>The longest: 30 minutes (own bound: nothing else can be done with it meanwhile).</summary>
    public static readonly TimeSpan LongestForceDelay = TimeSpan.FromMinutes(30);

    /// <summary>What is offered: 2 minutes (own choice: services of most systems end within that).</summary>
    public static readonly TimeSpan UsualForceDelay = TimeSpan.FromMinutes(2);

    /// <summary>Whether a guest may be given so long to end by itself before its power is cut (API: <c>forceShutdownDelay</c>).</summary>
    /// <returns><c>vm.force-delay</c>.</returns>
    public static Result CheckForceDelay(TimeSpan delay) => delay >= ShortestForceDelay && delay <= LongestForceDelay
        ? Result.Success
        : Problem.Invalid(
            "vm.force-delay", $"The power is cut {(int)ShortestForceDelay.TotalSeconds} seconds to {(int)LongestForceDelay.TotalMinutes} minutes after a clean shutdown was asked for; {(long)delay.TotalSeconds} seconds were given.", "ForceShutdownDelay");

    /// <summary>
    /// Whether it can be shut down cleanly, and by force when that has not ended in time: whenever its power can be cut, for a guest that does not answer is
    /// what the limit is for.
    /// </summary>
    /// <returns><c>vm.busy</c> or <c>vm.not-running</c>.</returns>
    public Result CanStopInTime() => CanStop(force: true);

    /// <summary>Begins that.</summary>
    public Result BeginStopInTime() => Begin(CanStopInTime(), PendingAction.Stopping, wanted: false);

    /// <summary>Whether it may start although another adapter has one of its MAC addresses: only knowingly (Console specification 2.4; API: <c>bypassMacAddressesCheck</c>).</summary>
    /// <param name="shared">The addresses that it shares.</param>
    /// <param name="bypass">Whether whoever starts it knows.</param>
    /// <returns><c>vm.shared-mac</c>.</returns>
    public Result CheckMacAddresses(IReadOnlyCollection<SharedMac> shared, bool bypass) => bypass || shared.Count == 0
        ? Result.Success
        : Problem.Conflict(
            "vm.shared-mac", $"{Name} has the MAC address {shared.First().MacAddress}, which {shared.First().Machine} has too: on one network only one of them is reached. Change it, or start it knowingly.", "BypassMacAddressesCheck");
}
