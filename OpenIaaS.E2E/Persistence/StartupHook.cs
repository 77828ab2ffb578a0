using System.Runtime.Loader;

/// <summary>
/// Named by <c>DOTNET_STARTUP_HOOKS</c>, it brings this assembly into the console's process, where the hosting startup in it is then found by
/// its name. The runtime asks for this very name, without a namespace.
/// </summary>
static class StartupHook
{
    public static void Initialize()
    {
        // The console does not know what this assembly refers to; all of it lies beside it.
        var folder = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }
}
