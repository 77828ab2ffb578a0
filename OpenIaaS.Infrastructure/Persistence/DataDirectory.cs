using Microsoft.Extensions.Options;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>The folder everything of one installation lies in. With SQLite one process holds it alone; a second one refuses to start.</summary>
public sealed class DataDirectory(IOptions<Settings> settings) : IDisposable
{
    FileStream? held;

    public string Path { get; } = System.IO.Path.GetFullPath(settings.Value.DataDirectory);

    public string DatabaseFile => System.IO.Path.Combine(Path, "openiaas.db");

    /// <summary>Makes the folder and, where the database is a file in it, holds it for this process.</summary>
    /// <exception cref="InvalidOperationException">Another process holds it.</exception>
    public void Hold()
    {
        Directory.CreateDirectory(Path);
        if (settings.Value.Database.Provider != Settings.DatabaseSettings.Sqlite) return;
        try
        {
            held = new FileStream(System.IO.Path.Combine(Path, "in-use.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new InvalidOperationException(
                $"The data directory {Path} is in use by another running console. SQLite serves one process; stop the other one, name another OpenIaaS:DataDirectory, or use PostgreSQL.");
        }
    }

    public void Dispose() => held?.Dispose();
}
