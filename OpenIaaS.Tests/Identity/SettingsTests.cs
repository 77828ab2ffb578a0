using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenIaaS.Infrastructure;

namespace OpenIaaS.Tests.Identity;

/// <summary>Each setting of the README on both sides of what it may be; what cannot be is refused at start with a sentence.</summary>
public sealed class SettingsTests
{
    const string Token = "0198c0de-0000-7000-8000-000000000001:0123456789abcdef";

    [Theory]
    [InlineData("data")]
    [InlineData("/var/lib/openiaas")]
    public void Data_directory_is_any_folder(string folder) => Accepted(settings => settings.DataDirectory = folder);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Data_directory_is_not_empty(string folder) => Refused("OpenIaaS:DataDirectory must name a folder; it is empty.", settings => settings.DataDirectory = folder);

    [Theory]
    [InlineData("Sqlite", "")]
    [InlineData("Sqlite", "Data Source=elsewhere.db")]
    [InlineData("PostgreSQL", "Host=localhost")]
    public void Database_is_one_of_two(string provider, string connection) =>
        Accepted(settings => (settings.Database.Provider, settings.Database.ConnectionString) = (provider, connection));

    [Theory]
    [InlineData("MySql", "x", "OpenIaaS:Database:Provider must be Sqlite or PostgreSQL; it is MySql.")]
    [InlineData("sqlite", "", "OpenIaaS:Database:Provider must be Sqlite or PostgreSQL; it is sqlite.")]
    [InlineData("PostgreSQL", " ", "OpenIaaS:Database:ConnectionString must be given when the provider is PostgreSQL; it is empty.")]
    public void Database_that_cannot_be_is_refused(string provider, string connection, string sentence) =>
        Refused(sentence, settings => (settings.Database.Provider, settings.Database.ConnectionString) = (provider, connection));

    [Theory]
    [InlineData(0.001)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public void Speed_is_above_nothing(double speed) => Accepted(settings => settings.Simulation.Speed = speed);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(1_000_001, "1000001")]
    [InlineData(double.NaN, "NaN")]
    public void Speed_that_cannot_be_is_refused(double speed, string shown) =>
        Refused($"OpenIaaS:Simulation:Speed must be above 0 and at most 1000000; it is {shown}.", settings => settings.Simulation.Speed = speed);

    [Theory]
    [InlineData(0)]
    [InlineData(150_000)]
    public void Demo_has_up_to_150000_machines(int machines) => Accepted(settings => settings.Demo.VirtualMachines = machines);

    [Theory]
    [InlineData(-1)]
    [InlineData(150_001)]
    public void Demo_of_another_size_is_refused(int machines) =>
        Refused($"OpenIaaS:Demo:VirtualMachines must be 0 to 150000; it is {machines}.", settings => settings.Demo.VirtualMachines = machines);

    [Theory]
    [InlineData(5, 0, 0)]
    [InlineData(30, 1_000_000, 1_000_000)]
    public void Api_has_its_life_and_limits(int minutes, int requests, int signIns) =>
        Accepted(settings => (settings.Api.TokenMinutes, settings.Api.RequestsPerSecond, settings.Api.SignInsPerSecond) = (minutes, requests, signIns));

    [Theory]
    [InlineData(4)]
    [InlineData(31)]
    public void Life_of_an_API_token_that_cannot_be_is_refused(int minutes) =>
        Refused($"OpenIaaS:Api:TokenMinutes must be 5 to 30; it is {minutes}.", settings => settings.Api.TokenMinutes = minutes);

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void Limits_of_the_API_that_cannot_be_are_refused(int most)
    {
        Refused($"OpenIaaS:Api:RequestsPerSecond must be 0 (no limit) to 1000000; it is {most}.", settings => settings.Api.RequestsPerSecond = most);
        Refused($"OpenIaaS:Api:SignInsPerSecond must be 0 (no limit) to 1000000; it is {most}.", settings => settings.Api.SignInsPerSecond = most);
    }

    [Fact]
    public void Api_takes_25_requests_and_5_sign_ins_a_second_and_no_larger_disks_unless_told_otherwise()
    {
        var api = new Settings().Api;
        Assert.Equal((30, 25, 5, false), (api.TokenMinutes, api.RequestsPerSecond, api.SignInsPerSecond, api.AllowDiskGrowth));
    }

    [Fact]
    public void Access_token_is_for_development() => Accepted(settings => settings.Demo.AccessToken = Token);

    [Fact]
    public void Access_token_elsewhere_is_refused() =>
        Refused("OpenIaaS:Demo:AccessToken is for Development only; remove it here.", settings => settings.Demo.AccessToken = Token, "Production");

    [Theory]
    [InlineData("secret")]
    [InlineData("not-a-uuid:0123456789abcdef")]
    [InlineData("0198c0de-0000-7000-8000-000000000001:0123456789abcde")]
    public void Access_token_of_another_form_is_refused(string token) =>
        Refused("OpenIaaS:Demo:AccessToken must be id:secret, a UUID and at least 16 characters.", settings => settings.Demo.AccessToken = token);

    [Theory]
    [InlineData("Simulation:Seed", "abc", "a whole number of at most 18 digits; it is abc.")]
    [InlineData("Simulation:Seed", "1.5", "a whole number of at most 18 digits; it is 1.5.")]
    [InlineData("Simulation:Seed", "99999999999999999999", "a whole number of at most 18 digits; it is 99999999999999999999.")]
    [InlineData("Simulation:Speed", "fast", "a number; it is fast.")]
    [InlineData("Api:TokenMinutes", "half an hour", "a whole number of at most 9 digits; it is half an hour.")]
    [InlineData("Api:RequestsPerSecond", "", "a whole number of at most 9 digits; it is empty.")]
    [InlineData("Api:SignInsPerSecond", "2.5", "a whole number of at most 9 digits; it is 2.5.")]
    [InlineData("Api:AllowDiskGrowth", "yes", "true or false; it is yes.")]
    [InlineData("Demo:Enabled", "abc", "true or false; it is abc.")]
    [InlineData("Demo:Enabled", "1", "true or false; it is 1.")]
    [InlineData("Demo:VirtualMachines", "abc", "a whole number of at most 9 digits; it is abc.")]
    [InlineData("Demo:VirtualMachines", "9999999999", "a whole number of at most 9 digits; it is 9999999999.")]
    [InlineData("Demo:VirtualMachines", "", "a whole number of at most 9 digits; it is empty.")]
    public void Unreadable_value_is_refused(string name, string value, string sentence) =>
        Assert.Equal($"OpenIaaS:{name} must be {sentence}", Assert.Single(Unreadable((name, value))));

    [Fact]
    public void Every_unreadable_value_is_named_at_once() =>
        Assert.Equal(3, Unreadable(("Simulation:Seed", "abc"), ("Demo:Enabled", "abc"), ("Demo:VirtualMachines", "abc")).Count());

    [Theory]
    [InlineData("Simulation:Seed", "-7")]
    [InlineData("Simulation:Speed", "2.5")]
    [InlineData("Demo:Enabled", "True")]
    [InlineData("Demo:Enabled", "")]
    [InlineData("Demo:VirtualMachines", "500")]
    public void Readable_value_is_taken(string name, string value) => Start((name, value));

    static IEnumerable<string> Unreadable(params (string Name, string Value)[] settings) =>
        Assert.Throws<OptionsValidationException>(() => Start(settings)).Failures;

    /// <summary>As far into the start of the console as the settings are read.</summary>
    static void Start(params (string Name, string Value)[] settings) =>
        new ServiceCollection().AddOpenIaaS(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"OpenIaaS:{setting.Name}", (string?)setting.Value))).Build());

    static void Accepted(Action<Settings> set) => Assert.True(Validate(set, "Development").Succeeded);

    static void Refused(string sentence, Action<Settings> set, string environment = "Development") =>
        Assert.Equal(sentence, Assert.Single(Validate(set, environment).Failures!));

    static ValidateOptionsResult Validate(Action<Settings> set, string environment)
    {
        var settings = new Settings();
        set(settings);
        return new SettingsRules(new Environment { EnvironmentName = environment }).Validate(null, settings);
    }

    sealed class Environment : IHostEnvironment
    {
        public required string EnvironmentName { get; set; }
        public string ApplicationName { get; set; } = "OpenIaaS.Console";
        public string ContentRootPath { get; set; } = "/";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
