using OpenIaaS.Tests.Architecture;

namespace OpenIaaS.Tests.Identity;

/// <summary>What one tenant owns is not found by another: in every command and every query there is, and in those that will come.</summary>
public sealed class TenantWallTests(TenantWallTests.Seen seen) : IClassFixture<TenantWallTests.Seen>
{
    /// <summary>Commands that name no object: a stranger files in the stranger's own tenant.</summary>
    static readonly string[] NameNothing = ["FileTicket", "FileBackupPolicyRequest", "SaveScenario", "BeginUpload", "SaveView", "CreateAccessToken"];

    /// <summary>Queries that show nothing of the owner's even to the owner unless they are told where to look, and why.</summary>
    static readonly Dictionary<string, string> NeedAPlace = new()
    {
        ["PaletteQueries.OfAsync"] = "nothing was used lately while no object is named",
        ["NewMachineQueries.PlaceAsync"] = "there is no place while no pool is chosen",
    };

    /// <summary>The names of what the pages and the API know: the commands among them are those that people give.</summary>
    static readonly HashSet<string> Offered = [.. ArrowReader.Read(typeof(Program).Assembly).Select(arrow => arrow.To)];

    public static TheoryData<string> Commands => [.. UseCases.Commands.Select(command => command.Name).Except(NameNothing)];

    public static TheoryData<string> Queries => [.. UseCases.Queries.Select(UseCases.NameOf)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_of_a_stranger_finds_nothing_and_changes_nothing(string name)
    {
        await using var tenants = await TwoTenants.CreateAsync();
        var command = UseCases.Commands.Single(command => command.Name == name);
        Assert.Empty(await WallRules.OffencesAsync(tenants, command, Offered.Contains(command.FullName!)));
    }

    [Fact]
    public async Task Command_that_touches_before_it_asks_is_noticed()
    {
        await using var tenants = await TwoTenants.CreateAsync();
        Assert.Equal(["TouchesFirst changes something with the owner's everything"], await WallRules.OffencesAsync(tenants, typeof(TouchesFirst), offered: false));
    }

    [Fact]
    public async Task Command_that_asks_for_one_of_two_objects_is_noticed()
    {
        await using var tenants = await TwoTenants.CreateAsync();
        Assert.Equal(
            ["TakesAnyPolicy takes the owner's BackupPolicy", "TakesAnyPolicy changes something with the owner's BackupPolicy"],
            await WallRules.OffencesAsync(tenants, typeof(TakesAnyPolicy), offered: false));
    }

    [Fact]
    public async Task Command_that_refuses_before_it_asks_is_noticed()
    {
        await using var tenants = await TwoTenants.CreateAsync();
        Assert.Equal(["RefusesFirst never asks whose the BackupPolicy is"], await WallRules.OffencesAsync(tenants, typeof(RefusesFirst), offered: true));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_of_a_stranger_tells_nothing_of_the_owner(string name) =>
        Assert.All(seen.Of(name, stranger: true), sight => Assert.Equal(sight.Without, sight.With));

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_of_the_owner_shows_what_the_wall_hides(string name)
    {
        var sights = seen.Of(name, stranger: false).ToList();
        Assert.True(sights.Single(sight => sight.Narrow).TellsOfTheOwner, "It shows nothing of the objects it was asked for.");
        Assert.Equal(!NeedAPlace.ContainsKey(name), sights.Single(sight => !sight.Narrow).TellsOfTheOwner);
    }

    [Theory]
    [InlineData(nameof(LeakyQueries.NamesAsync))]
    [InlineData(nameof(LeakyQueries.CountAsync))]
    [InlineData(nameof(LeakyQueries.PolicyAsync))]
    [InlineData(nameof(LeakyQueries.RefusedAsync))]
    public void Query_that_forgets_the_tenant_is_noticed(string method) =>
        Assert.Contains(seen.Of($"{nameof(LeakyQueries)}.{method}", stranger: true), sight => sight.TellsOfTheOwner);

    [Fact]
    public void Query_that_shows_nobody_anything_is_noticed() =>
        Assert.DoesNotContain(seen.Of($"{nameof(LeakyQueries)}.{nameof(LeakyQueries.NothingAsync)}", stranger: false), sight => sight.TellsOfTheOwner);

    /// <summary>Every query asked once as the owner and as the stranger, with the owner's objects and without them.</summary>
    public sealed class Seen : IAsyncLifetime
    {
        List<WallRules.Sight> sights = [];

        public async ValueTask InitializeAsync()
        {
            await using var tenants = await TwoTenants.CreateAsync();
            sights = await WallRules.LookAsync(tenants, [.. UseCases.Queries, .. UseCases.QueriesOf(typeof(LeakyQueries))]);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        internal IEnumerable<WallRules.Sight> Of(string query, bool stranger)
        {
            var found = sights.Where(sight => sight.Query == query && sight.IsStranger == stranger).ToList();
            Assert.NotEmpty(found);
            return found;
        }
    }
}
