using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>When the console of a machine opens, and for how many (Console specification 2.13; the two limits are own choices).</summary>
public static class ConsoleRule
{
    /// <summary>How many may look at one machine at once: 8. Each of them sees and types the same.</summary>
    public const int MostViewers = 8;

    /// <summary>How many consoles one person may have open at once: 16.</summary>
    public const int MostSessions = 16;

    /// <summary>Whether a machine has a screen: powered on, or on its way there, so that its boot is seen.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="power">Its power state.</param>
    /// <param name="pending">What is being done to it.</param>
    /// <returns><c>console.off</c>.</returns>
    public static Result CanOpen(string name, PowerState power, PendingAction pending) =>
        power == PowerState.Running || pending == PendingAction.Starting ? Result.Success : Off(name);

    /// <summary>The refusal of a machine that does not run.</summary>
    public static Problem Off(string name) => Problem.Conflict("console.off", $"{name} is not powered on, so it shows nothing; power it on to open its console.");

    /// <summary>The refusal of somebody whose sign-in, or whose place in the tenant, has ended.</summary>
    public static Problem SignedOut() => Problem.Conflict("console.signed-out", $"You are no longer signed in to this tenant; sign in to open the console again.");

    /// <summary>Whether there is room for one more.</summary>
    /// <param name="name">The name of the machine.</param>
    /// <param name="viewers">How many look at it.</param>
    /// <param name="sessions">How many consoles the person has open.</param>
    /// <returns><c>console.viewers</c> or <c>console.sessions</c>.</returns>
    public static Result CanJoin(string name, int viewers, int sessions)
    {
        if (viewers >= MostViewers) return Problem.Conflict("console.viewers", $"{viewers} people have the console of {name} open; {MostViewers} is the most. Wait until one of them closes it.");
        return sessions < MostSessions
            ? Result.Success
            : Problem.Conflict("console.sessions", $"You have {sessions} consoles open; {MostSessions} is the most. Close one first.");
    }
}
