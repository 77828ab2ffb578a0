using Microsoft.Extensions.Logging;
using Quartz;

namespace OpenIaaS.Infrastructure.Background;

/// <summary>Quartz's view of an engine: one job for each, never twice at once.</summary>
[DisallowConcurrentExecution]
sealed class EngineJob(IEnumerable<IEngine> engines, ILogger<EngineJob> log) : IJob
{
    public const string EngineName = "engine";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = context.MergedJobDataMap.GetString(EngineName);
        await EngineLane.RunAsync(() => RunAsync(engines.Single(known => known.Name == name), cancellationToken), cancellationToken);
    }

    async Task RunAsync(IEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            var report = await engine.RunAsync(cancellationToken);
            if (report is not null) log.LogInformation("{Engine}: {Report}", engine.Name, report);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "{Engine} could not finish; it looks again in {Every}", engine.Name, engine.Every);
        }
    }
}
