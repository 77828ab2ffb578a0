using Microsoft.Extensions.Hosting;
using Quartz;

namespace OpenIaaS.Infrastructure.Background;

/// <summary>
/// Starts the engines once the database is ready. Quartz is the clock and nothing more: what is due is read from our own tables, so its
/// memory store loses nothing.
/// </summary>
sealed class EngineSchedule(IScheduler scheduler, IEnumerable<IEngine> engines) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var engine in engines)
        {
            var job = JobBuilder.Create<EngineJob>().WithIdentity(engine.Name).UsingJobData(EngineJob.EngineName, engine.Name).Build();
            var trigger = TriggerBuilder.Create().WithIdentity(engine.Name).StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(engine.Every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
                .Build();
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
