using OpenIaaS.Console.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.AddConsoleShell();

var app = builder.Build();
app.MapConsoleShell();
app.Run();

/// <summary>The console's entry point, named so that tests can start it.</summary>
public sealed partial class Program;
