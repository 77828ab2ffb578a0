using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenIaaS.Infrastructure.Background;

namespace OpenIaaS.Infrastructure;

/// <summary>Checks the settings when the product starts; what is wrong is said in sentences and the start ends.</summary>
public sealed class SettingsRules(IHostEnvironment environment) : IValidateOptions<Settings>
{
    public const int MostDemoMachines = 150_000;
    public const double MostSpeed = 1_000_000;
    public const int MostUploadGiB = 1_000_000;
    public const int MostRequests = 1_000_000;

    public ValidateOptionsResult Validate(string? name, Settings options)
    {
        List<string> found = [.. Database(options.Database), .. Demo(options.Demo), .. Api(options.Api)];
        if (string.IsNullOrWhiteSpace(options.DataDirectory)) found.Add("OpenIaaS:DataDirectory must name a folder; it is empty.");
        if (options.CrashAt.Length > 0 && !environment.IsDevelopment())
            found.Add("OpenIaaS:CrashAt is for Development only; remove it here.");
        else if (options.CrashAt.Length > 0 && !CrashPoints.IsKnown(options.CrashAt))
            found.Add($"OpenIaaS:CrashAt must be one of {string.Join(", ", CrashPoints.All)}, and may say after a colon the how manyth time; it is {options.CrashAt}.");
        if (options.Simulation.Speed is not (> 0 and <= MostSpeed))
            found.Add($"OpenIaaS:Simulation:Speed must be above 0 and at most {MostSpeed}; it is {options.Simulation.Speed}.");
        if (options.Uploads.LargestGiB is < 1 or > MostUploadGiB)
            found.Add($"OpenIaaS:Uploads:LargestGiB must be 1 to {MostUploadGiB}; it is {options.Uploads.LargestGiB}.");
        if (options.Uploads.QuotaGiB is < 1 or > MostUploadGiB)
            found.Add($"OpenIaaS:Uploads:QuotaGiB must be 1 to {MostUploadGiB}; it is {options.Uploads.QuotaGiB}.");
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    static IEnumerable<string> Api(Settings.ApiSettings api)
    {
        if (api.TokenMinutes is < 5 or > 30)
            yield return $"OpenIaaS:Api:TokenMinutes must be 5 to 30; it is {api.TokenMinutes}.";
        if (api.RequestsPerSecond is < 0 or > MostRequests)
            yield return $"OpenIaaS:Api:RequestsPerSecond must be 0 (no limit) to {MostRequests}; it is {api.RequestsPerSecond}.";
        if (api.SignInsPerSecond is < 0 or > MostRequests)
            yield return $"OpenIaaS:Api:SignInsPerSecond must be 0 (no limit) to {MostRequests}; it is {api.SignInsPerSecond}.";
    }

    static IEnumerable<string> Database(Settings.DatabaseSettings database)
    {
        if (database.Provider is not (Settings.DatabaseSettings.Sqlite or Settings.DatabaseSettings.PostgreSql))
            yield return $"OpenIaaS:Database:Provider must be Sqlite or PostgreSQL; it is {database.Provider}.";
        if (database.Provider == Settings.DatabaseSettings.PostgreSql && string.IsNullOrWhiteSpace(database.ConnectionString))
            yield return "OpenIaaS:Database:ConnectionString must be given when the provider is PostgreSQL; it is empty.";
    }

    IEnumerable<string> Demo(Settings.DemoSettings demo)
    {
        if (demo.VirtualMachines is < 0 or > MostDemoMachines)
            yield return $"OpenIaaS:Demo:VirtualMachines must be 0 to {MostDemoMachines}; it is {demo.VirtualMachines}.";
        if (string.IsNullOrEmpty(demo.AccessToken)) yield break;
        if (!environment.IsDevelopment())
            yield return "OpenIaaS:Demo:AccessToken is for Development only; remove it here.";
        var parts = demo.AccessToken.Split(':', 2);
        if (parts.Length != 2 || !Guid.TryParse(parts[0], out _) || parts[1].Length < 16)
            yield return "OpenIaaS:Demo:AccessToken must be id:secret, a UUID and at least 16 characters.";
    }
}
