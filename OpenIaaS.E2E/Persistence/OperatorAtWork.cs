using System.Collections.Frozen;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.E2E.Persistence;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Persistence;

[assembly: HostingStartup(typeof(OperatorAtWork))]

namespace OpenIaaS.E2E.Persistence;

/// <summary>
/// Plugs an operator into the real console, from outside and by the framework's own means: once the console has started for the first time, he
/// gives twenty commands through the use cases the pages call, and prints the identity of each one that was accepted.
/// </summary>
public sealed class OperatorAtWork : IHostingStartup
{
    public const string Name = "Operator at work";
    public const string Accepted = "accepted ";
    public const int Commands = 20;

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddHostedService<Shift>());

    /// <summary>What a console needs in its environment to be worked on.</summary>
    public static Dictionary<string, string> Environment => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(OperatorAtWork).Assembly.Location,
        ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(OperatorAtWork).Assembly.GetName().Name!,
    };

    sealed class Shift(IServiceProvider services, IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStarted.Register(() => _ = WorkAsync(lifetime.ApplicationStopping));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        async Task WorkAsync(CancellationToken stop)
        {
            try
            {
                foreach (var command in await CommandsAsync(stop))
                {
                    var answer = await command();
                    System.Console.WriteLine(answer.Ok ? $"{Accepted}{answer.Value}" : $"refused {string.Join(" ", answer.Problems)}");
                }
            }
            catch (Exception error)
            {
                System.Console.WriteLine($"the operator gave up: {error}");
            }
        }

        /// <summary>Up to six machines are powered on and four enlarged, four new ones are made and started, and the rest are shut down.</summary>
        async Task<IReadOnlyList<Func<Task<Result<Id<Activity>>>>>> CommandsAsync(CancellationToken stop)
        {
            await using var database = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync(stop);
            if (await database.Activities.AnyAsync(activity => activity.Actor == Name, stop)) return [];
            var tenant = await database.Tenants.SingleAsync(row => row.Name == "Production", stop);
            var caller = new Caller(tenant.Id, (await database.Users.OrderBy(user => user.Id).FirstAsync(stop)).Id, Name, Permission.All.ToFrozenSet());
            var machines = await database.VisibleTo<VirtualMachine>(caller).AsNoTracking().OrderBy(machine => machine.Id).ToListAsync(stop);
            var protectedOnes = await database.VisibleTo<Domain.Backup.BackupAssignment>(caller).Select(assignment => assignment.MachineId).ToHashSetAsync(stop);
            var off = machines.Where(machine => machine.Power == PowerState.Halted && protectedOnes.Contains(machine.Id)).ToList();
            var on = machines.Where(machine => machine.Power == PowerState.Running).Take(Commands - 4 - Math.Min(10, off.Count)).ToList();
            var template = await database.VisibleTo<Domain.Catalog.Template>(caller).OrderBy(row => row.Id).FirstAsync(row => row.Name == "debian-12-base", stop);
            var policy = await database.VisibleTo<Domain.Backup.BackupPolicy>(caller).OrderBy(row => row.Id).FirstAsync(stop);
            var (start, halt) = (services.GetRequiredService<StartVirtualMachine>(), services.GetRequiredService<StopVirtualMachine>());
            var (update, create) = (services.GetRequiredService<UpdateVirtualMachine>(), services.GetRequiredService<CreateVirtualMachine>());
            return
            [
                .. off.Take(6).Select(machine => Command(() => start.SubmitAsync(new(machine.Id), caller, stop))),
                .. on.Select(machine => Command(() => halt.SubmitAsync(new(machine.Id), caller, stop))),
                .. off.Skip(6).Take(4).Select(machine => Command(() => update.SubmitAsync(new(machine.Id, machine.Version, VirtualCpus: machine.VirtualCpus * 2), caller, stop))),
                .. Enumerable.Range(1, 4).Select(number => Command(() => create.SubmitAsync(
                    NewMachine.From(template) with { Name = $"new-{number}", BackupPolicies = [policy.Id], StartAfterCreation = true }, caller, stop))),
            ];

            static Func<Task<Result<Id<Activity>>>> Command(Func<Task<Result<Id<Activity>>>> command) => command;
        }
    }
}
