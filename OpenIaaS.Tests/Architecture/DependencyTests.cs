using System.Reflection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure;

namespace OpenIaaS.Tests.Architecture;

/// <summary>Who may know whom. Every rule has a twin that shows it an offender.</summary>
public sealed class DependencyTests
{
    const string Domain = "OpenIaaS.Domain";
    const string Product = "OpenIaaS.Infrastructure";
    const string Offenders = "OpenIaaS.Tests.Architecture.Offenders";

    /// <summary>Progress is written past the interceptors, so it tells the change feed itself.</summary>
    const string SpeaksForItself = $"{Product}.Application.Activities.ActivityProgress";

    /// <summary>What everybody in the domain may know.</summary>
    static readonly string[] Common = ["Common", "Identity", "Activities"];

    /// <summary>Every other arrow between capabilities of the domain. A new one is a decision: it goes one way only.</summary>
    static readonly (string From, string To)[] Arrows =
    [
        ("Compute", "Storage"), ("Compute", "Network"), ("Compute", "Catalog"),
        ("Storage", "Catalog"), ("Network", "Catalog"),
        ("Replication", "Compute"), ("Replication", "Storage"),
        ("Backup", "Compute"),
        ("HighAvailability", "Compute"), ("HighAvailability", "Storage"),
        ("Support", "Backup"), ("Support", "Compute"),
    ];

    static readonly Assembly DomainAssembly = typeof(Problem).Assembly;
    static readonly Assembly ProductAssembly = typeof(Registration).Assembly;

    static readonly Lazy<IReadOnlyList<Arrow>> DomainArrows = new(() => ArrowReader.Read(DomainAssembly));
    static readonly Lazy<IReadOnlyList<Arrow>> ProductArrows = new(() => ArrowReader.Read(ProductAssembly));
    static readonly Lazy<IReadOnlyList<Arrow>> OffenderArrows = new(() => ArrowReader.Read(typeof(DependencyTests).Assembly));

    [Fact]
    public void Domain_references_the_system_alone() => Assert.Empty(DependencyRules.Outside(References(DomainAssembly), "System"));

    [Fact]
    public void Domain_with_another_reference_is_noticed() =>
        Assert.Contains("Microsoft.EntityFrameworkCore", DependencyRules.Outside(References(ProductAssembly), "System"));

    [Fact]
    public void Console_references_no_database_and_no_scheduler() => Assert.Empty(DatabaseOrScheduler(typeof(Program).Assembly));

    [Fact]
    public void Console_with_a_database_or_scheduler_is_noticed()
    {
        var found = DatabaseOrScheduler(ProductAssembly).ToList();
        Assert.Contains("Microsoft.EntityFrameworkCore", found);
        Assert.Contains("Npgsql.EntityFrameworkCore.PostgreSQL", found);
        Assert.Contains(found, name => name.StartsWith("Quartz", StringComparison.Ordinal));
    }

    [Fact]
    public void Use_cases_know_no_simulation_background_or_live_updates()
    {
        var arrows = ProductArrows.Value.Where(arrow => arrow is not { From: SpeaksForItself, To: $"{Product}.Live.ChangeFeed" or $"{Product}.Live.Change" });
        Assert.Empty(DependencyRules.Forbidden(arrows, Product, "Application", "Simulation", "Background", "Live"));
    }

    [Theory]
    [InlineData("Simulation", "SignatureOffender")]
    [InlineData("Simulation", "AwaitedOffender")]
    [InlineData("Background", "LambdaOffender")]
    [InlineData("Live", "GenericOffender")]
    public void Use_case_that_knows_them_is_noticed(string folder, string offender) =>
        Assert.Contains(DependencyRules.Forbidden(OffenderArrows.Value, Offenders, "Application", folder), arrow => arrow.From == $"{Offenders}.Application.{offender}");

    [Fact]
    public void Simulation_knows_no_use_cases_and_no_background() =>
        Assert.Empty(DependencyRules.Forbidden(ProductArrows.Value, Product, "Simulation", "Application", "Background"));

    [Fact]
    public void Simulation_that_knows_a_use_case_is_noticed() =>
        Assert.NotEmpty(DependencyRules.Forbidden(OffenderArrows.Value, Offenders, "Simulation", "Application"));

    [Fact]
    public void Database_provider_is_named_by_persistence_and_composition_alone() =>
        Assert.Empty(DependencyRules.ProviderNamed(ProductArrows.Value, $"{Product}.Persistence", $"{Product}.Registration", $"{Product}.Live.PostgresRelay"));

    [Fact]
    public void Database_provider_named_elsewhere_is_noticed() =>
        Assert.NotEmpty(DependencyRules.ProviderNamed(OffenderArrows.Value.Where(arrow => arrow.From.StartsWith(Offenders, StringComparison.Ordinal)), $"{Offenders}.Persistence"));

    [Fact]
    public void Capabilities_of_the_domain_know_each_other_as_drawn() =>
        Assert.Empty(DependencyRules.CapabilityArrows(DomainArrows.Value, Domain, Common, Arrows));

    [Fact]
    public void Capability_that_goes_another_way_is_noticed() =>
        Assert.Contains(DependencyRules.CapabilityArrows(OffenderArrows.Value, Offenders, Common, Arrows), arrow => arrow.From == $"{Offenders}.Storage.StorageOffender");

    [Fact]
    public void Capability_that_names_another_in_an_id_alone_is_free() =>
        Assert.DoesNotContain(DependencyRules.CapabilityArrows(OffenderArrows.Value, Offenders, Common, Arrows), arrow => arrow.From == $"{Offenders}.Storage.NamedById");

    [Fact]
    public void Drawn_arrows_make_no_cycle() => Assert.Empty(DependencyRules.Cycles(Arrows));

    [Fact]
    public void Cycle_of_arrows_is_noticed() => Assert.NotEmpty(DependencyRules.Cycles([.. Arrows, ("Catalog", "Replication")]));

    static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    static IEnumerable<string> DatabaseOrScheduler(Assembly assembly) =>
        DependencyRules.Banned(References(assembly), "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "Npgsql", "Quartz");
}
