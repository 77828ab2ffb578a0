using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenIaaS.Infrastructure.Background;
using OpenIaaS.Tests.Persistence;

namespace OpenIaaS.Tests.Replication;

/// <summary>A node that dies at any step of the engine leaves nothing half done: whoever goes on comes to the same end, to the byte.</summary>
public sealed class ReplicationCrashTests
{
    static readonly TimeSpan Time = TimeSpan.FromMinutes(35);

    [Fact]
    public async Task A_node_that_dies_at_any_step_leaves_what_one_that_lives_would_have_left()
    {
        var (undisturbed, _) = await PlayAsync(null);
        Assert.Contains(" point ", undisturbed, StringComparison.Ordinal);
        foreach (var step in CrashPoints.All.Select(step => step + ":2"))
        {
            var (state, deaths) = await PlayAsync(step);
            Assert.True(deaths == 1, $"{step} was passed {deaths} times.");
            Assert.True(undisturbed == state, $"{step}: {Difference(undisturbed, state)}");
        }
    }

    [Theory]
    [InlineData("replication.asked", true)]
    [InlineData("replication.asked:12", true)]
    [InlineData("replication.asked:0", false)]
    [InlineData("replication.asked:x", false)]
    [InlineData("replication.nowhere", false)]
    public void A_step_is_known_by_its_name_and_a_number(string at, bool known) => Assert.Equal(known, CrashPoints.IsKnown(at));

    static async Task<(string State, int Deaths)> PlayAsync(string? crashAt)
    {
        await using var stage = await EngineStage.CreateAsync(Store.SqliteFile);
        var deaths = 0;
        var engine = stage.Engine(services => services.Replace(ServiceDescriptor.Singleton(new CrashPoints(crashAt, step => throw new PowerCut(step)))));
        await stage.PlayAsync(Time, async () =>
        {
            try
            {
                await engine.RunAsync(default);
            }
            catch (PowerCut)
            {
                deaths++;
                engine = stage.Engine();
                await engine.RunAsync(default);
            }

            return engine;
        });
        return (await stage.StateAsync(), deaths);
    }

    static string Difference(string one, string other) =>
        string.Join('\n', one.Split('\n').Except(other.Split('\n')).Select(line => "- " + line).Concat(other.Split('\n').Except(one.Split('\n')).Select(line => "+ " + line)).Take(12));

    sealed class PowerCut(string step) : Exception($"The power was cut at {step}.");
}
