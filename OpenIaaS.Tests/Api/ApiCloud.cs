using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Simulation;
using OpenIaaS.Tests.Shared;
using OpenIaaS.Tests.Simulation;

namespace OpenIaaS.Tests.Api;

/// <summary>The whole console over HTTP, with <see cref="CloudWorld"/> in it and a clock that moves only when it is told to. Each class has one.</summary>
public sealed class ApiCloud : IAsyncLifetime
{
    const string Door = "/api/iam/v2/auth/personal_access_token";

    public ApiCloud()
        : this([])
    {
    }

    /// <param name="settings">What is set otherwise than in an installation as it comes.</param>
    internal ApiCloud(params (string Key, string Value)[] settings) => Host = new ConsoleHost(
        demo: false, "Development", [("OpenIaaS:Api:RequestsPerSecond", "0"), ("OpenIaaS:Api:SignInsPerSecond", "0"), ("OpenIaaS:Simulation:Seed", "7"), .. settings])
    {
        Configure = services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Replace(ServiceDescriptor.Singleton(new LabDoor(true)));
            // Engines run when a test says so; the schedule lives by the real clock.
            foreach (var schedule in services.Where(service => service.ServiceType == typeof(IHostedService) && $"{service.ImplementationType}{service.ImplementationFactory?.Method.DeclaringType}".Contains("Quartz", StringComparison.Ordinal)).ToList())
                services.Remove(schedule);
        },
    };

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));

    public ConsoleHost Host { get; }

    public CloudWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await using var database = Host.Database();
        World = await CloudWorld.BuildAsync(database, Get<IdSource>());
        await Get<Fleet>().ImportAsync(Rack.PlanOf(World), CancellationToken.None);
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    /// <summary>The provider, let in with a token that may do <paramref name="permissions"/>; everything when none is named.</summary>
    internal async Task<ProviderClient> ClientAsync(params string[] permissions)
    {
        var (id, secret) = await TokenAsync(permissions);
        return await SignInAsync($"{id}", secret);
    }

    /// <summary>A personal access token that may do <paramref name="permissions"/>; everything when none is named.</summary>
    internal async Task<(Id<AccessToken> Id, string Secret)> TokenAsync(params string[] permissions)
    {
        var id = Get<IdSource>().Next<AccessToken>();
        const string Key = "0123456789abcdef0123";
        await using (var database = Host.Database())
        {
            database.Add(new AccessToken(
                id, World.Tenant.Id, World.Operator.Id, "Test", Secret.Hash(Key), permissions.Length == 0 ? Permission.All : permissions, Clock.GetUtcNow() + AccessToken.LongestLife));
            await database.SaveChangesAsync();
        }

        return (id, Key);
    }

    /// <summary>The provider, let in with a token there is.</summary>
    internal async Task<ProviderClient> SignInAsync(string id, string secret)
    {
        var http = Host.Browser();
        using var answer = await http.PostAsJsonAsync(Door, new { id, secret });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return new ProviderClient(http, this);
    }

    /// <summary>Half a second passes.</summary>
    internal async Task GoOnAsync()
    {
        Clock.Advance(TimeSpan.FromMilliseconds(500));
        // Lets the continuations that the clock released run; nothing is timed by it.
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
