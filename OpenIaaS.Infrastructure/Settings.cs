namespace OpenIaaS.Infrastructure;

/// <summary>The product's settings, section <c>OpenIaaS</c>. Every one is in the README; the names are stable.</summary>
public sealed class Settings
{
    public const string Section = "OpenIaaS";

    /// <summary>Where the database file, keys and uploads lie; made when it is missing.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The step at which the process dies, for tests of what a power cut leaves behind; empty for none. Development only.</summary>
    public string CrashAt { get; set; } = "";

    public DatabaseSettings Database { get; set; } = new();

    public SimulationSettings Simulation { get; set; } = new();

    public DemoSettings Demo { get; set; } = new();

    public UploadSettings Uploads { get; set; } = new();

    public ApiSettings Api { get; set; } = new();

    public sealed class DatabaseSettings
    {
        public const string Sqlite = "Sqlite";
        public const string PostgreSql = "PostgreSQL";

        public string Provider { get; set; } = Sqlite;

        /// <summary>For SQLite empty means a file in the data directory; PostgreSQL needs one.</summary>
        public string ConnectionString { get; set; } = "";
    }

    public sealed class SimulationSettings
    {
        public long Seed { get; set; } = 1;

        /// <summary>How much faster than real hardware the simulated one works; 1 = real time.</summary>
        public double Speed { get; set; } = 1;
    }

    public sealed class DemoSettings
    {
        /// <summary>Whether the demo world is built into an empty database; left out, it is in Development only.</summary>
        public bool? Enabled { get; set; }

        public int VirtualMachines { get; set; } = 60;

        /// <summary><c>id:secret</c> of a token for scripts and CI; Development only.</summary>
        public string? AccessToken { get; set; }
    }

    public sealed class UploadSettings
    {
        /// <summary>The largest file that may be sent.</summary>
        public int LargestGiB { get; set; } = 64;

        /// <summary>The most a tenant may keep: uploads on their way, and the files of its disk images.</summary>
        public int QuotaGiB { get; set; } = 256;
    }

    public sealed class ApiSettings
    {
        /// <summary>How long an API token holds. Clients ask again when 5 minutes or less are left.</summary>
        public int TokenMinutes { get; set; } = 30;

        /// <summary>How many requests an address may send to each product of the API in a second; 0 = as many as it likes.</summary>
        public int RequestsPerSecond { get; set; } = 25;

        /// <summary>How often an address may exchange an access token in a second; 0 = as often as it likes.</summary>
        public int SignInsPerSecond { get; set; } = 5;

        /// <summary>Whether a disk may be made larger over the API, as newer platforms allow; off, a changed size is refused.</summary>
        public bool AllowDiskGrowth { get; set; }
    }
}
