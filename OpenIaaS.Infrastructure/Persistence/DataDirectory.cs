using Microsoft.Extensions.Options;

namespace OpenIaaS.Infrastructure.Persistence;

/// <summary>The folder everything of one installation lies in. With SQLite one process holds it alone; a second one refuses to start.</summary>
public sealed class DataDirectory(IOptions<Settings> settings) : IDisposable
{
    FileStream? held;

    public string Path { get; } = System.IO.Path.GetFullPath(settings.Value.DataDirectory);

    public string DatabaseFile => System.IO.Path.Combine(Path, "openiaas.db");

    /// <summary>Makes the folder and, where the database is a file in it, holds it for this process.</summary>
    /// <remarks>May be called again.</remarks>
    /// <exception cref="OptionsValidationException">Another process holds it, or it cannot be written.</exception>
    public void Hold()
    {
        try
        {
            Directory.CreateDirectory(Path);
            if (held is not null || settings.Value.Database.Provider != Settings.DatabaseSettings.Sqlite) return;
            held = new FileStream(System.IO.Path.Combine(Path, "in-use.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw Refused($"The data directory {Path} cannot be written by this user. Give it the right to, or name another OpenIaaS:DataDirectory.");
        }
        catch (IOException) when (Directory.Exists(Path))
        {
            throw Refused($"The data directory {Path} is in use by another running console. SQLite serves one process; stop the other one, name another OpenIaaS:DataDirectory, or use PostgreSQL.");
        }
        catch (IOException error)
        {
            throw Refused($"The data directory {Path} cannot be made: {error.Message} Name another OpenIaaS:DataDirectory.");
        }
    }

    static OptionsValidationException Refused(string sentence) => new(Settings.Section, typeof(Settings), [sentence]);

    public void Dispose() => held?.Dispose();
}
