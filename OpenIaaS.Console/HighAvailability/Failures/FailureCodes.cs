using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Domain.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>The words of the API and of the exported files, which stay the same in every language.</summary>
static class FailureCodes
{
    public static string Of(HighAvailabilityPriority priority) => priority switch
    {
        HighAvailabilityPriority.Disabled => "disabled",
        HighAvailabilityPriority.Restart => "restart",
        HighAvailabilityPriority.BestEffort => "best-effort",
    };

    public static string Of(Fate fate) => fate switch
    {
        Fate.Restarts => "restarts",
        Fate.Waits => "waits",
        Fate.StaysDown => "stays_down",
        Fate.OffByChoice => "off_by_choice",
        Fate.PoolOff => "pool_off",
    };

    public static string Of(LossState state) => state switch
    {
        LossState.Waits => "waits",
        LossState.Runs => "runs",
        LossState.StaysDown => "stays_down",
        LossState.NotRestarted => "not_restarted",
        LossState.GivenUp => "given_up",
        LossState.CopyRuns => "copy_runs",
        LossState.Deleted => "deleted",
    };
}
