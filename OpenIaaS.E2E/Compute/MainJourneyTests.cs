using OpenIaaS.E2E.Shared;

namespace OpenIaaS.E2E.Compute;

/// <summary>
/// The whole main job in one window: a machine deployed and started, replicated to another zone and exported, brought back after its blade
/// died, and a backup policy asked for with the buoy.
/// </summary>
public sealed class MainJourneyTests(Browser browser)
{
    const string Machine = "journey-01";

    static readonly Dictionary<string, string> Settings = new()
    {
        ["OpenIaaS__Simulation__Speed"] = "50",
        ["OpenIaaS__Demo__VirtualMachines"] = "40",
    };

    [Fact]
    public async Task Machine_is_deployed_replicated_exported_recovered_and_its_backup_policy_requested()
    {
        await using var server = await ConsoleServer.StartAsync(Settings);
        await using var window = await SignedInPage.OpenAsync(browser, server);
        await window.TellAsync(async () =>
        {
            await new DeployStage(window).RunAsync(Machine);
            await new ReplicationStage(window).RunAsync(Machine);
            await new FailoverStage(window).RunAsync(Machine);
            await new BuoyStage(window).RunAsync();
        });
    }
}
