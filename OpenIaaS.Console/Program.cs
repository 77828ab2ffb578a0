using Microsoft.Extensions.Options;
using OpenIaaS.Console.Compute;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shell;
using OpenIaaS.Infrastructure;
using OpenIaaS.Infrastructure.Persistence;

if (args is [SimulateCommand.Name, ..]) return await SimulateCommand.RunAsync(args[1..], System.Console.OpenStandardOutput(), System.Console.Error);

WebApplication app;
try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddSingleton(TimeProvider.System);
    // First of all: its start brings up the database, which everything after it reads.
    builder.Services.AddOpenIaaS(builder.Configuration);
    builder.AddConsoleShell();
    builder.AddConsoleIdentity();

    app = builder.Build();
    _ = app.Services.GetRequiredService<IOptions<Settings>>().Value;
    app.Services.GetRequiredService<DataDirectory>().Hold();
}
catch (OptionsValidationException refused)
{
    // What whoever starts it can mend is said in sentences; the way through the code would not help them.
    foreach (var sentence in refused.Failures) await System.Console.Error.WriteLineAsync(sentence);
    return 1;
}

app.UseConsoleIdentity();
app.MapConsoleShell();
app.MapConsoleEndpoints();
await app.RunAsync();
return 0;

/// <summary>The console's entry point, named so that tests can start it.</summary>
public sealed partial class Program;
